(()=>{"use strict";
const start = document.querySelector('meta[name="tablet"]');
if (start) {
const wait = document.querySelector("form") ? 120000 : 20000;
let last = Date.now();
const here = () => (last = Date.now());
["input", "pointerdown", "keydown"].forEach((kind) => addEventListener(kind, here, { passive: true }));
setInterval(() => Date.now() - last >= wait && location.replace(start.content), 1000);
}
})();
