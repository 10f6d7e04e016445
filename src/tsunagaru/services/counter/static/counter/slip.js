// The machine at the entrance prints by itself where a printer is set up; the button stays for the rest.
"use strict";
(() => {
  const button = document.getElementById("print");
  button.hidden = false;
  button.addEventListener("click", () => window.print());
})();
