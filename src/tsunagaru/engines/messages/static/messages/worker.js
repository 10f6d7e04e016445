// Shows what the town sends to this browser, and opens its page when it is touched.
"use strict";
const told = (data) => {
  try { return data.json(); } catch { return {}; }
};
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("push", (event) => {
  const { title, text, url, tag } = told(event.data);
  event.waitUntil(self.registration.showNotification(title || "町からのお知らせ", {
    body: text || "", tag: tag || undefined, renotify: Boolean(tag), data: { url: url || "/inbox/" },
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(new URL(event.notification.data.url, self.location.origin)));
});
