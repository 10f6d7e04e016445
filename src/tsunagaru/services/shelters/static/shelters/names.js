// The list of names (端末の名簿): found by reading without a network, gone when its time is over.
"use strict";
window.ShelterNames = (() => {
  const { names, keyOf, openList, closeList } = window.Shelter;
  const at = (id) => document.getElementById(id);
  const oldMs = 24 * 3600 * 1000, slackMs = 3600 * 1000, idleMs = 3600 * 1000, most = 20, least = 2;
  let held, people, key, touched = 0, shown = [];

  // Readings are compared as katakana without spaces; half-width and hiragana do not matter.
  const form = (text) => text.normalize("NFKC").replace(/[\u3041-\u3096]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 96)).replace(/[\s・]/g, "").toUpperCase();
  // What is open is in the memory of this page alone: closed or loaded anew, it wants the key again.
  const lock = () => {
    people = key = undefined;
    clear();
  };
  const forget = async () => {
    held = undefined;
    lock();
    await names.forget();
  };
  const check = async () => {
    if (held && held.until < Date.now()) await forget();
    if (people && Date.now() - touched > idleMs) lock();
  };
  const load = async () => {
    held = await names.get();
    if (held && !held.box) await forget();
    await check();
  };
  // Those who do not want to stand in the list any more leave it at once; from a closed list, when
  // it is opened: until then only that they left it is noted beside it.
  const drop = async (ids) => {
    if (!held) return;
    const off = new Set([...held.off || [], ...ids]);
    if (off.size === (held.off || []).length && !people) return;
    held.off = [...off];
    if (people && people.some((one) => off.has(one.id))) {
      people = people.filter((one) => !off.has(one.id));
      held.box = await closeList(key, people);
      if (shown.some(([one]) => off.has(one.id))) clear();
    }
    await names.set(held);
  };
  const open = async (typed) => {
    if (!held) return "nolist";
    try {
      key = await keyOf(typed);
      people = await openList(key, held.box);
    } catch {
      lock();
      return "wrongkey";
    }
    touched = Date.now();
    await drop([]);
    return "";
  };
  // The town says for how long names may be held, and by which key; 0 ends it at once.
  const renew = async (told, ask) => {
    if (!told.names) return forget();
    await drop(told.off);
    const until = Date.now() + told.names * 1000;
    if (held && told.key && held.key !== told.key) await forget();
    if (!held || Date.now() - held.got > oldMs) {
      const answer = await ask();
      if (!answer.ok) return answer.status === 429 ? undefined : forget();
      held = { ...await answer.json(), off: [], got: Date.now(), until };
      if (people) people = await openList(key, held.box);
    } else if (until - held.until < slackMs) return undefined;
    held.until = until;
    return names.set(held);
  };

  const find = (typed) => {
    const wanted = form(typed);
    if (!people || wanted.length < least) return { hits: [], others: [], more: false };
    const all = people.filter((one) => form(one.kana).includes(wanted) || form(one.name).includes(wanted));
    const hits = all.slice(0, most), ids = new Set(hits.map((one) => one.id)), homes = new Set(hits.map((one) => one.home));
    return { hits, others: people.filter((one) => homes.has(one.home) && !ids.has(one.id)), more: all.length > most };
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
  for (const sign of ["pointerdown", "keydown", "input"]) addEventListener(sign, () => { touched = Date.now(); }, true);
  return { load, check, open, lock, renew, forget, show, clear, chosen, least, held: () => held, count: () => people && people.length };
})();
