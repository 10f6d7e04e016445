// The tablet at a shelter (避難所の端末): takes people in without a network, and sends when there is one.
"use strict";
(() => {
  const { own, queue, seal } = window.Shelter, names = window.ShelterNames;
  const at = (id) => document.getElementById(id);
  const main = at("main"), form = at("entry"), most = 25, everyMs = 15000;
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let tablet, family = crypto.randomUUID(), sending = null;

  const words = (key, values) => (main.dataset[key] || "").replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  const say = (place, key, values = {}) => { place.textContent = words(key, values); };
  const show = async () => {
    at("enrol").hidden = Boolean(tablet);
    at("desk").hidden = !tablet;
    say(at("waiting"), "waiting", { count: await queue.count() });
    if (!tablet) return;
    at("shelter").textContent = tablet.shelter;
    say(at("people"), "people", tablet);
    showNames();
    say(at("sent"), tablet.sent ? "sent" : "unsent", { time: tablet.sent });
  };
  const showNames = () => {
    const held = names.held();
    at("names").hidden = !held;
    if (!held) return;
    const until = new Date(held.until).toLocaleString("ja-JP", { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" });
    const count = names.count();
    at("names-open").hidden = count === undefined;
    say(at("names-held"), count === undefined ? "locked" : "held", { count, until });
  };
  const call = (url, body) => fetch(url, {
    method: "POST", body: JSON.stringify(body), credentials: "omit", cache: "no-store",
    headers: { "Content-Type": "application/json", Authorization: `Tablet ${tablet ? tablet.token : ""}` },
  });

  const sendAll = async () => {
    for (;;) {
      const parcel = await queue.first(most);
      const body = { clock: Date.now(), waiting: await queue.count(), list: (names.held() || {}).made || 0, entries: parcel.map(({ id, box }) => ({ id, box })) };
      const answer = await call(main.dataset.sync, body);
      if (answer.status === 401) await names.forget();
      if (!answer.ok) return answer.status === 401 ? "unknown" : "busy";
      const told = await answer.json();
      const done = new Set(told.done.map((one) => one.id));
      await queue.remove(parcel.filter((one) => done.has(one.id)).map((one) => one.key));
      const sent = new Date().toLocaleTimeString("ja-JP", { hour: "2-digit", minute: "2-digit" });
      tablet = { ...tablet, present: told.present, free: told.free, sent };
      await own.set(tablet);
      await names.renew(told, () => call(main.dataset.names, {}));
      await show();
      if (parcel.length && done.size) continue;
      if ((!told.stopped && !told.over) || (await queue.count())) return "online";
      tablet = undefined;
      await own.forget();
      return told.stopped ? "stopped" : "over";
    }
  };
  // One at a time; what was not acknowledged stays in the queue and goes again.
  const send = () => {
    if (!tablet) return Promise.resolve();
    sending ||= sendAll().catch(() => "offline").then(async (state) => {
      sending = null;
      await names.check();
      say(at("network"), state);
      await show();
    });
    return sending;
  };

  const isCode = (code, form = /^TS[A-Z2-7]{35}$/) => {
    if (!form.test(code)) return false;
    const total = [...code.slice(0, -1)].reduce((sum, sign, n) => sum + (2 * n + 1) * signs.indexOf(sign), 0);
    return signs[total % 32] === code.at(-1);
  };
  const read = () => {
    const data = new FormData(form), field = (name) => String(data.get(name) || "").normalize("NFKC").trim();
    const person = {};
    for (const name of ["family", "given", "kana_family", "kana_given", "phone", "address"]) if (field(name)) person[name] = field(name);
    const typed = field("code").replace(/[\s-]/g, "").toUpperCase();
    const tag = /^([A-Z]{1,2})(\d{1,5})$/.exec(typed);
    return {
      kind: field("kind"), told_at: Date.now(), person, birth_on: field("birth_on"), note: field("note"),
      needs: data.getAll("needs"), pets: Number(field("pets")) || 0, hidden: data.has("hidden"), findable: data.has("findable"),
      how: typed ? (form.dataset.scanned === typed ? "qr" : "code") : "hand",
      tag: tag ? `${tag[1]}-${tag[2]}` : "", code: tag ? "" : typed, family: data.has("same") ? family : "",
    };
  };
  const mistake = (entry) => {
    const named = entry.person.family || entry.person.given || entry.person.kana_family;
    if (/\d{12}/.test(Object.values(entry.person).concat(entry.note).join("|").replace(/[\s-]/g, ""))) return "number";
    if (entry.code && !isCode(entry.code)) return "wrong";
    if (entry.kind === "arrive") return entry.tag || !(entry.code || named) ? "who" : "";
    return entry.tag || entry.code ? "" : "which";
  };
  const refuse = (wrong) => {
    at("problem").hidden = !wrong;
    if (wrong) say(at("problem-text"), wrong);
    return Boolean(wrong);
  };
  // The key to the names is read where codes are read: by the same scanner, camera or hand.
  const unlock = async (key) => {
    at("code").value = "";
    if (!refuse(await names.open(key))) say(at("last"), "opened");
    await show();
  };
  const enter = async () => {
    const entry = read(), began = performance.now();
    if (isCode(entry.code, /^TN[A-Z2-7]{21}$/)) {
      await unlock(entry.code);
      return;
    }
    if (refuse(mistake(entry))) {
      at("code").focus();
      return;
    }
    if (entry.kind === "arrive") {
      if (!entry.family) family = crypto.randomUUID();
      entry.family = family;
    }
    await keep([entry], began);
    at("code").focus();
  };
  // Keeps entries of one family, seals them, and says the numbers they were given.
  const keep = async (entries, began) => {
    const tags = [];
    for (const entry of entries) {
      if (entry.kind === "arrive") entry.tag = `${tablet.letter}-${await own.next()}`;
      const id = crypto.randomUUID();
      await queue.add({ id, box: await seal(tablet.public, id, entry) });
      tags.push(entry.tag);
    }
    form.reset();
    form.dataset.scanned = "";
    say(at("last"), entries[0].kind, { tag: tags.filter(Boolean).join("、") });
    at("last").dataset.took = String(Math.round(performance.now() - began));
    await show();
    send();
  };
  const split = (name, key, given) => {
    const [first, ...rest] = name.split(" ");
    return { [key]: first, [given]: rest.join(" ") };
  };
  // Enters those who were found in the list; what one needs is told of one at a time.
  const enterListed = async () => {
    await names.check();
    const people = names.chosen(), told = read(), began = performance.now();
    const several = people.length > 1 && (told.needs.length || told.note || told.pets);
    const wrong = people.length ? (several ? "each" : (/\d{12}/.test(told.note.replace(/[\s-]/g, "")) ? "number" : "")) : "nobody";
    if (refuse(wrong)) return;
    if (!told.family) family = crypto.randomUUID();
    await keep(people.map((one) => ({
      ...told, family, how: "list", listed: one.id, code: "", tag: "", birth_on: "",
      person: { ...split(one.name, "family", "given"), ...split(one.kana, "kana_family", "kana_given") },
    })), began);
    names.clear();
    say(at("found-count"), "");
    at("find").focus();
  };
  // One entry after the other, so that a wedge that types faster than the disk loses none.
  let turn = Promise.resolve();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    turn = turn.then(enter).catch(() => { refuse("disk"); });
  });

  at("names").addEventListener("submit", (event) => {
    event.preventDefault();
    turn = turn.then(enterListed).catch(() => { refuse("disk"); });
  });
  at("lock").addEventListener("click", () => { names.lock(); show(); });
  at("find").addEventListener("input", () => {
    const typed = at("find").value, found = names.show(typed, (isOther) => (one) => words(isOther ? "home" : "one", one));
    const state = found.more ? "more" : (found.count ? "found" : "none");
    say(at("found-count"), typed.trim().length < names.least ? "" : state, found);
  });

  at("enrol").addEventListener("submit", async (event) => {
    event.preventDefault();
    at("enrol-problem").hidden = true;
    try {
      const answer = await call(main.dataset.enrol, { code: at("enrol-code").value });
      if (!answer.ok) throw new Error(String(answer.status));
      tablet = await answer.json();
      await own.set(tablet);
      if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
      history.replaceState(null, "", location.pathname);
    } catch {
      at("enrol-problem").hidden = false;
    }
    await show();
    send();
  });
  at("send").addEventListener("click", send);

  const scan = async () => {
    const video = at("video"), detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    for (let code; video.srcObject && !code;) {
      const found = await detector.detect(video);
      code = found.length && found[0].rawValue;
      if (!code) await new Promise((next) => { requestAnimationFrame(next); });
      else {
        at("code").value = code;
        form.dataset.scanned = code.replace(/[\s-]/g, "").toUpperCase();
        form.requestSubmit();
      }
    }
    stream.getTracks().forEach((track) => track.stop());
    video.hidden = true;
  };
  if ("BarcodeDetector" in window && navigator.mediaDevices) {
    at("camera").hidden = false;
    at("camera").addEventListener("click", () => scan().catch(() => { at("camera").hidden = true; }));
  }
  // A scanner types a whole code within a moment; by hand nobody is that quick.
  let began = 0;
  at("code").addEventListener("input", (event) => {
    const typed = event.target.value.replace(/[\s-]/g, "").toUpperCase();
    if (typed.length <= 1) began = performance.now();
    if (isCode(typed) && performance.now() - began < 2000) form.dataset.scanned = typed;
  });

  (async () => {
    if ("serviceWorker" in navigator) await navigator.serviceWorker.register(main.dataset.worker).catch(() => {});
    tablet = await own.get();
    await names.load();
    at("enrol-code").value = location.hash.slice(1);
    await show();
    main.dataset.ready = "yes";
    addEventListener("online", send);
    addEventListener("offline", () => say(at("network"), "offline"));
    setInterval(send, everyMs);
    await send();
  })();
})();
