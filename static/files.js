(()=>{"use strict";
const doc = document;
const find = (what, where) => (where || doc).querySelector(what);
const every = (what, on) => doc.querySelectorAll(what).forEach(on);
const put = (form, blob, name) => {
const box = new DataTransfer();
box.items.add(new File([blob], name, { type: blob.type }));
find("input[type=file]", form).files = box.files;
};
const mistake = (html) => {
const page = new DOMParser().parseFromString(html, "text/html");
const line = find("[data-summary] li", page) || find("main h1", page);
return line ? line.textContent.trim() : "";
};
const sendIt = (form, button, says) => {
const words = says.dataset;
const bar = doc.createElement("progress");
const request = new XMLHttpRequest();
const stop = (text) => {
button.disabled = false;
says.textContent = text;
};
says.textContent = `${words.sending} `;
bar.max = 100;
bar.setAttribute("aria-label", words.sending);
says.append(bar);
button.disabled = true;
request.upload.onprogress = (now) => (bar.value = now.lengthComputable ? (100 * now.loaded) / now.total : 50);
request.onerror = request.ontimeout = () => stop(words.dead);
request.onload = () => {
if (request.status < 300) location.assign(form.action);
else stop(mistake(request.responseText) || words.lost);
};
request.open("POST", form.action);
request.setRequestHeader("X-Requested-With", "upload");
request.timeout = 180000;
request.send(new FormData(form));
};
every("form.upload", (form) => {
const says = find("[data-upload]", form);
const input = find("input[type=file]", form);
const tooBig = () => input.files[0] && input.files[0].size > +says.dataset.most;
input.addEventListener("change", () => (says.textContent = tooBig() ? says.dataset.big : ""));
form.addEventListener("submit", (event) => {
if (!input.files.length) return;
event.preventDefault();
event.stopPropagation();
if (tooBig()) says.textContent = says.dataset.big;
else sendIt(form, event.submitter || find("button[type=submit]", form), says);
});
});
every("[data-rec]", (box) => {
const Recorder = window.MediaRecorder;
if (!Recorder || !navigator.mediaDevices) return;
const form = box.closest("form");
const [start, stop, line, level, time, done, play, says] = ["start", "stop", "line", "level", "time", "done", "play", "says"].map((one) => find(`[data-rec-${one}]`, box));
const most = +box.dataset.seconds;
const kinds = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const shown = (on) => {
start.hidden = on;
stop.hidden = line.hidden = !on;
};
const ear = (stream) => {
const sound = new AudioContext();
const look = sound.createAnalyser();
const wave = new Uint8Array(look.fftSize);
sound.createMediaStreamSource(stream).connect(look);
return {
now: () => {
look.getByteTimeDomainData(wave);
return Math.min(1, Math.max(...wave.map((one) => Math.abs(one - 128))) / 64);
},
close: () => sound.close(),
};
};
const record = (stream) => {
const kind = kinds.find((one) => Recorder.isTypeSupported(one));
const tape = new Recorder(stream, { ...(kind ? { mimeType: kind } : {}), audioBitsPerSecond: 32000 });
const parts = [];
const begun = Date.now();
const loud = ear(stream);
const tick = setInterval(() => {
const seconds = (Date.now() - begun) / 1000;
time.textContent = clock(seconds);
level.style.setProperty("--level", loud.now().toFixed(2));
if (seconds >= most - 1) tape.stop();
}, 200);
tape.ondataavailable = (event) => parts.push(event.data);
tape.onstop = () => {
clearInterval(tick);
loud.close();
stream.getTracks().forEach((track) => track.stop());
const blob = new Blob(parts, { type: (tape.mimeType || "audio/webm").split(";")[0] });
put(form, blob, "voice");
if (play.src) URL.revokeObjectURL(play.src);
play.src = URL.createObjectURL(blob);
shown(false);
done.hidden = false;
start.textContent = says.dataset.again;
says.textContent = says.dataset.off;
start.focus();
};
stop.onclick = () => tape.state === "recording" && tape.stop();
tape.start(1000);
shown(true);
done.hidden = true;
says.textContent = says.dataset.on;
stop.focus();
};
start.addEventListener("click", () => {
start.disabled = true;
navigator.mediaDevices.getUserMedia({ audio: true })
.then(record)
.catch(() => (says.textContent = says.dataset.no))
.finally(() => (start.disabled = false));
});
box.hidden = false;
});
every("[data-draw]", (box) => {
const form = box.closest("form");
const [paper, says, undo, clear] = ["paper", "says", "undo", "clear"].map((one) => find(`[data-draw-${one}]`, box));
const pen = paper.getContext("2d");
const inks = { ink: "#1f2340", red: "#c0262b", blue: "#2456a6", green: "#2c8d4a", yellow: "#f2b705", brown: "#7a4a21", white: "#fff" };
const lines = [];
let line = null;
let isDown = false;
let byKeys = false;
let at = [paper.width / 2, paper.height / 2];
const ink = () => find("input[name=pen]:checked", box).value;
const begin = (point) => {
line = { ink: ink(), points: [point] };
lines.push(line);
};
const stroke = ({ ink: name, points }) => {
pen.strokeStyle = pen.fillStyle = inks[name];
pen.lineWidth = name === "white" ? 40 : 9;
pen.beginPath();
pen.moveTo(...points[0]);
points.forEach((point) => pen.lineTo(...point));
if (points.length === 1) pen.lineTo(points[0][0] + 0.1, points[0][1]);
pen.stroke();
};
const cross = () => {
pen.strokeStyle = "#8e2a5b";
pen.lineWidth = isDown ? 6 : 3;
pen.beginPath();
pen.arc(at[0], at[1], 14, 0, 7);
pen.stroke();
};
const draw = (withPen) => {
pen.fillStyle = "#fff";
pen.fillRect(0, 0, paper.width, paper.height);
pen.lineCap = pen.lineJoin = "round";
lines.forEach(stroke);
if (withPen && byKeys) cross();
};
const keep = () => {
draw(false);
if (!lines.length) find("input[type=file]", form).value = "";
else paper.toBlob((blob) => put(form, blob, "drawing.png"), "image/png");
draw(true);
};
const place = (event) => {
const here = paper.getBoundingClientRect();
return [((event.clientX - here.left) * paper.width) / here.width, ((event.clientY - here.top) * paper.height) / here.height];
};
const tell = (what) => (says.textContent = says.dataset[what]);
const lift = () => {
if (!line) return;
line = null;
keep();
};
paper.addEventListener("pointerdown", (event) => {
byKeys = isDown = false;
paper.setPointerCapture(event.pointerId);
begin(place(event));
draw(false);
event.preventDefault();
paper.focus({ preventScroll: true });
});
paper.addEventListener("pointermove", (event) => {
if (!line || byKeys) return;
line.points.push(place(event));
draw(false);
});
["pointerup", "pointercancel"].forEach((kind) => paper.addEventListener(kind, () => byKeys || lift()));
const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const within = (value, most) => Math.min(most, Math.max(0, value));
paper.addEventListener("keydown", (event) => {
const way = ways[event.key];
if (!way && event.key !== " ") return;
event.preventDefault();
byKeys = true;
if (way) {
const far = event.shiftKey ? 60 : 15;
at = [within(at[0] + way[0] * far, paper.width), within(at[1] + way[1] * far, paper.height)];
if (isDown && line) line.points.push([...at]);
} else {
isDown = !isDown;
if (isDown) begin([...at]);
else lift();
tell(isDown ? "down" : "up");
}
draw(true);
});
paper.addEventListener("blur", () => {
isDown = byKeys = false;
lift();
draw(false);
});
undo.addEventListener("click", () => {
lines.pop();
tell(lines.length ? "undone" : "empty");
keep();
});
clear.addEventListener("click", () => {
lines.length = 0;
tell("empty");
keep();
});
draw(false);
box.hidden = false;
find("[data-draw-not]", form).hidden = true;
});
})();
