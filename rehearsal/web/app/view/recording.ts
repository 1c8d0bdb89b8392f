import { h } from "./dom.ts";

/** A tone, loud enough to be measured in a recording. */
const tone = { hertz: 440, gain: 0.3 };

/** What a recorder takes: the room with a picture that moves, and a tone, in the place of people's pictures and voices. */
export function testPicture(room: HTMLElement): HTMLElement {
  const canvas = h("canvas", { width: "960", height: "320", "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  if (context === null) {
    throw new Error("the browser draws nothing");
  }
  const draw = (time: number): void => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (let bar = 0; bar < 12; bar += 1) {
      const light = bar % 2 === 0 ? 90 : 25;
      context.fillStyle = `hsl(${String(bar * 30)} 90% ${String(light)}%)`;
      const height = 40 + 120 * (1 + Math.sin(time / 300 + bar));
      context.fillRect(bar * 80, canvas.height - height, 76, height);
    }
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  play();
  return h("section", {}, canvas, room);
}

function play(): void {
  const audio = new AudioContext();
  const volume = new GainNode(audio, { gain: tone.gain });
  const oscillator = new OscillatorNode(audio, { frequency: tone.hertz });
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start();
}
