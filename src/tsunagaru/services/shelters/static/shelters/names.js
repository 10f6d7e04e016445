// The list of names (端末の名簿): found by reading without a network, gone when its time is over.
"use strict";
window.ShelterNames = (() => {
  const { names } = window.Shelter;
  const at = (id) => document.getElementById(id);
  const oldMs = 24 * 3600 * 1000, slackMs = 3600 * 1000, most = 20, least = 2;
  let held, shown = [];

  // Readings are compared as katakana without spaces; half-width and hiragana do not matter.
  const form = (text) => text.normalize("NFKC").replace(/[\u3041-\u3096]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 96)).replace(/[\s・]/g, "").toUpperCase();
  const forget = async () => {
    held = undefined;
    clear();
    await names.forget();
  };
  const check = async () => {
    if (held && held.until < Date.now()) await forget();
  };
  const load = async () => {
    held = await names.get();
    await check();
  };
  // The town says for how long names may be held; 0 ends it at once.
  const renew = async (seconds, ask) => {
    if (!seconds) return forget();
    const until = Date.now() + seconds * 1000;
    if (!held || Date.now() - held.made > oldMs) {
      const answer = await ask();
      if (!answer.ok) return answer.status === 429 ? undefined : forget();
      held = { people: (await answer.json()).people, made: Date.now(), until };
    } else if (until - held.until < slackMs) return undefined;
    held.until = until;
    return names.set(held);
  };

  const find = (typed) => {
    const wanted = form(typed);
    if (!held || wanted.length < least) return { hits: [], others: [], more: false };
    const all = held.people.filter((one) => form(one.kana).includes(wanted) || form(one.name).includes(wanted));
    const hits = all.slice(0, most), ids = new Set(hits.map((one) => one.id)), homes = new Set(hits.map((one) => one.home));
    return { hits, others: held.people.filter((one) => homes.has(one.home) && !ids.has(one.id)), more: all.length > most };
  };
  const option = (one, place, words) => {
    const line = document.createElement("div"), box = document.createElement("input"), label = document.createElement("label");
    line.className = "option";
    Object.assign(box, { type: "checkbox", id: `named-${place}`, value: String(place) });
    label.htmlFor = box.id;
    label.textContent = words({ ...one, year: one.birth_year || "不明" });
    line.append(box, label);
    return line;
  };
  // Puts who was found on the page, each beside those of the same household.
  const show = (typed, words) => {
    const { hits, others, more } = find(typed);
    shown = hits.flatMap((one, n) => {
      const isLast = !hits.slice(n + 1).some((next) => next.home === one.home);
      return [[one, false], ...(isLast ? others.filter((other) => other.home === one.home).map((other) => [other, true]) : [])];
    });
    at("found").replaceChildren(...shown.map(([one, isOther], place) => option(one, place, words(isOther))));
    return { count: hits.length, more };
  };
  const clear = () => {
    shown = [];
    at("found").replaceChildren();
    at("find").value = "";
  };
  const chosen = () => [...at("found").querySelectorAll("input:checked")].map((box) => shown[Number(box.value)][0]);
  return { load, check, renew, forget, show, clear, chosen, least, held: () => held };
})();
