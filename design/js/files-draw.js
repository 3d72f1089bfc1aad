// Drawing: by finger, pen or mouse; with keys the arrows move the pen and the space bar puts it down or lifts it.
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
    // A tap is a dot.
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
  // Another colour while the pen is down begins another line; the paper has lost the focus then anyway.
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
