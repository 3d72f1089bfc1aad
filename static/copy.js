(()=>{"use strict";
document.querySelectorAll("[data-copy]").forEach((button) => {
if (!navigator.clipboard) return;
button.hidden = false;
button.addEventListener("click", () =>
navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(
() => (button.textContent = button.dataset.copied),
() => (button.hidden = true),
),
);
});
})();
