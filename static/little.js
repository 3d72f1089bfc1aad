(()=>{"use strict";
const button = document.querySelector("[data-read]");
const speech = window.speechSynthesis;
if (button && speech && "SpeechSynthesisUtterance" in window) {
const language = document.documentElement.lang.slice(0, 2).toLowerCase();
const voice = () =>
speech.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
const offer = () => (button.hidden = !voice());
offer();
if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
const stop = () => {
speech.cancel();
document.querySelectorAll(".is-read").forEach((one) => one.classList.remove("is-read"));
};
button.addEventListener("click", () => {
const talks = speech.speaking;
stop();
if (talks) return;
document.querySelectorAll("[data-say]").forEach((element) => {
const words = new SpeechSynthesisUtterance(element.textContent);
words.voice = voice();
words.lang = document.documentElement.lang;
words.rate = 0.85;
words.onstart = () => element.classList.add("is-read");
words.onend = () => element.classList.remove("is-read");
speech.speak(words);
});
});
addEventListener("pagehide", stop);
}
})();
