// The display renews itself and speaks new calls; without a voice it chimes. Nothing is loaded from outside.
"use strict";
(() => {
  const button = document.getElementById("sound");
  const known = new Set();
  let audio = null;
  const calls = () => [...document.querySelectorAll("[data-call]")];
  const chime = () => {
    if (!audio) return;
    [880, 660].forEach((hertz, n) => {
      const tone = audio.createOscillator(), volume = audio.createGain();
      const begins = audio.currentTime + n * 0.5;
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0.4, begins);
      volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.9);
      tone.connect(volume).connect(audio.destination);
      tone.start(begins);
      tone.stop(begins + 1);
    });
  };
  const speak = (call) => {
    const voices = "speechSynthesis" in window ? speechSynthesis.getVoices() : [];
    const voice = voices.find((one) => one.localService && one.lang.startsWith(document.documentElement.lang));
    if (!voice) return;
    const sentence = document.getElementById("display").dataset.sentence;
    const words = new SpeechSynthesisUtterance(sentence.replace("{label}", call.dataset.label).replace("{window}", call.dataset.window));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = 0.9;
    speechSynthesis.speak(words);
  };
  const announce = () => {
    calls().reverse().forEach((call) => {
      if (known.has(call.dataset.call)) return;
      known.add(call.dataset.call);
      if (audio) { chime(); setTimeout(() => speak(call), 1500); }
    });
  };
  const renew = async () => {
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("display");
      if (fresh) document.getElementById("display").replaceWith(fresh);
      announce();
    } catch (error) { /* no network: the last calls stay, and it is tried again */ }
  };
  button.hidden = false;
  button.addEventListener("click", () => { audio = new AudioContext(); chime(); button.hidden = true; });
  announce();
  setInterval(renew, 3000);
})();
