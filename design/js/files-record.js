// Recording a voice: how loud and how long is shown, it can be listened to and done again before it is added.
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
  // How loud it is, from 0 to 1.
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
