// Browser notifications: asks the browser for leave and an address, and sends it with the form.
// Without this file, or in a browser that takes no notifications, the form stays hidden.
"use strict";
(() => {
  const form = document.querySelector("form[data-push]");
  if (!form || !("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
  const off = document.querySelector("[data-push-off]");
  const say = (name) => {
    for (const one of form.querySelectorAll("[data-push-problem]"))
      one.hidden = one.dataset.pushProblem !== name;
  };
  const key = Uint8Array.from(
    atob(form.dataset.push.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  const connect = async () => {
    if (await Notification.requestPermission() !== "granted") return say("denied");
    await navigator.serviceWorker.register(form.dataset.worker);
    const ready = await navigator.serviceWorker.ready;
    const old = await ready.pushManager.getSubscription();
    const same = old && old.options && old.options.applicationServerKey
      && String(new Uint8Array(old.options.applicationServerKey)) === String(key);
    if (old && !same) await old.unsubscribe();
    const found = same ? old
      : await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    form.elements.subscription.value = JSON.stringify(found);
    form.submit();
  };

  form.hidden = false;
  if (off) off.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say("");
    connect().catch(() => say("failed"));
  });
})();
