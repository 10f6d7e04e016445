// Keeps the tablet's page ready without a network; nothing of people is kept here.
"use strict";
const NAME = "shelter-{{ version }}", FILES = {{ files|safe }};
const fresh = (file) => new Request(file, { credentials: "omit", cache: "reload" });
addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES.map(fresh))).then(() => skipWaiting()));
});
addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("shelter-") && name !== NAME);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => clients.claim()));
});
addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method !== "GET" || !FILES.includes(path)) return;
  event.respondWith(caches.open(NAME).then((cache) => cache.match(path)).then((kept) => kept || fetch(event.request)));
});
