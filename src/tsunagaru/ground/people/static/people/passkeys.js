// Passkeys: asks the server what to ask, asks the browser, and sends its answer with the form.
// Without this file, or in a browser that knows no passkeys, the forms stay hidden.
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (options) => {
    const filled = { ...options, challenge: bytes(options.challenge) };
    if (options.user) filled.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) filled.excludeCredentials = known(options.excludeCredentials);
    if (options.allowCredentials) filled.allowCredentials = known(options.allowCredentials);
    return filled;
  };
  const told = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type,
      clientExtensionResults: {}, response,
    });
  };

  const use = async (form) => {
    const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(String(answer.status));
    const { ceremony, publicKey } = await answer.json();
    const way = form.dataset.passkey === "add" ? "create" : "get";
    const credential = await navigator.credentials[way]({ publicKey: asked(publicKey) });
    form.elements.ceremony.value = ceremony;
    form.elements.answer.value = told(credential);
    form.submit();
  };

  if (!window.PublicKeyCredential) return;
  for (const off of document.querySelectorAll("[data-passkey-off]")) off.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const problem = form.querySelector("[data-passkey-problem]");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      problem.hidden = true;
      use(form).catch(() => { problem.hidden = false; });
    });
  }
})();
