/** A voice, recorded in the page: in memory alone until it is locked. */

/** What browsers record; the first that this one can. No picture, no name, no place is in any of them. */
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"] as const;
const LONGEST_MS = 15 * 60_000;

export interface Recording {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: "audio/webm" | "audio/ogg" | "audio/mp4";
}

/** The microphone, while it is on. */
export class Recorder {
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];
  readonly #ended: Promise<void>;

  private constructor(recorder: MediaRecorder) {
    this.#recorder = recorder;
    this.#ended = new Promise((resolve) => {
      recorder.addEventListener("stop", () => resolve());
    });
    recorder.addEventListener("dataavailable", ({ data }) => this.#parts.push(data));
    recorder.start();
    setTimeout(() => this.#turnOff(), LONGEST_MS);
    // Whoever leaves the page or lays the phone down is heard no more.
    document.addEventListener("visibilitychange", this.#turnOffWhenHidden);
  }

  /** @throws Error where this browser does not record, or the person does not let it */
  static async begin(): Promise<Recorder> {
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    if (!mimeType) throw new Error("no kind of recording is known here");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      return new Recorder(new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 32_000 }));
    } catch (error) {
      for (const track of stream.getTracks()) track.stop(); // nothing records, so nothing listens
      throw error;
    }
  }

  get isOn(): boolean {
    return this.#recorder.state === "recording";
  }

  readonly #turnOffWhenHidden = (): void => {
    if (document.visibilityState === "hidden") this.#turnOff();
  };

  #turnOff(): void {
    if (this.isOn) this.#recorder.stop();
    for (const track of this.#recorder.stream.getTracks()) track.stop();
    document.removeEventListener("visibilitychange", this.#turnOffWhenHidden);
  }

  /** Turns the microphone off. @returns what was heard */
  async end(): Promise<Recording> {
    this.#turnOff();
    await this.#ended;
    const kind = this.#recorder.mimeType.split(";")[0];
    const type = kind === "audio/ogg" || kind === "audio/mp4" ? kind : "audio/webm";
    return { bytes: new Uint8Array(await new Blob(this.#parts).arrayBuffer()), type };
  }
}
