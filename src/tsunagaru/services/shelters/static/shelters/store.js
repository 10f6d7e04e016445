// What a tablet keeps (端末の記憶): its key, and entries sealed so that only the town can open them.
"use strict";
window.Shelter = (() => {
  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("shelter", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("own");
      asked.result.createObjectStore("queue", { autoIncrement: true });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  // Runs one transaction; what it answers is on the disk before the promise is kept.
  const run = async (name, mode, act) => {
    const base = await opened;
    return new Promise((done, failed) => {
      const work = base.transaction(name, mode, { durability: "strict" });
      const asked = act(work.objectStore(name));
      work.oncomplete = () => done(asked && asked.result);
      work.onabort = work.onerror = () => failed(work.error);
    });
  };
  const own = {
    get: () => run("own", "readonly", (store) => store.get("tablet")),
    set: (value) => run("own", "readwrite", (store) => store.put(value, "tablet")),
    forget: () => run("own", "readwrite", (store) => store.clear()),
    // The next number of this tablet, counted on even when two windows are open.
    next: () => run("own", "readwrite", (store) => {
      const asked = store.get("last"), answer = {};
      asked.onsuccess = () => {
        answer.result = (asked.result || 0) + 1;
        store.put(answer.result, "last");
      };
      return answer;
    }),
  };
  // Names to find people by; they go with everything else of this tablet when it is forgotten.
  const names = {
    get: () => run("own", "readonly", (store) => store.get("names")),
    set: (value) => run("own", "readwrite", (store) => store.put(value, "names")),
    forget: () => run("own", "readwrite", (store) => store.delete("names")),
  };
  const queue = {
    add: (entry) => run("queue", "readwrite", (store) => store.add(entry)),
    count: () => run("queue", "readonly", (store) => store.count()),
    first: async (most) => {
      const [keys, entries] = await Promise.all([
        run("queue", "readonly", (store) => store.getAllKeys(null, most)),
        run("queue", "readonly", (store) => store.getAll(null, most)),
      ]);
      return entries.map((entry, n) => ({ key: keys[n], ...entry }));
    },
    remove: (keys) => run("queue", "readwrite", (store) => { keys.forEach((key) => store.delete(key)); }),
  };

  const bytes = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const text = (list) => btoa(Array.from(list, (one) => String.fromCharCode(one)).join(""));
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const words = new TextEncoder();

  // Closes an entry: this tablet cannot open it again, nor can who finds the tablet.
  const seal = async (publicKey, id, content) => {
    const theirs = await crypto.subtle.importKey("raw", bytes(publicKey), curve, false, []);
    const pair = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, pair.privateKey, 256);
    const key = await hkdf(shared, "tsunagaru shelter entry", ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const locked = { name: "AES-GCM", iv, additionalData: words.encode(id) };
    const box = await crypto.subtle.encrypt(locked, key, words.encode(JSON.stringify(content)));
    const point = await crypto.subtle.exportKey("raw", pair.publicKey);
    return text([...new Uint8Array(point), ...iv, ...new Uint8Array(box)]);
  };
  const hkdf = async (secret, info, uses) => {
    const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: words.encode(info) };
    return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, uses);
  };
  // The list of names comes closed, and is kept closed; its key stands on paper and is never kept.
  const keyOf = (typed) => hkdf(words.encode(typed), "tsunagaru shelter names", ["encrypt", "decrypt"]);
  const openList = async (key, box) => {
    const raw = bytes(box);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: raw.slice(0, 12) }, key, raw.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  };
  const closeList = async (key, people) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, words.encode(JSON.stringify(people)));
    return text([...iv, ...new Uint8Array(box)]);
  };
  return { own, names, queue, seal, keyOf, openList, closeList };
})();
