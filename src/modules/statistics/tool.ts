import type { Tool } from "../../core/gate/index.ts";

/** Any change of what it does or says is another version, and needs another assessment. */
export const caseloadRelease: Tool = {
  name: "caseload-release",
  version: "6",
  kind: "release",
  purpose:
    "Makes a synthetic copy of an agency's own caseload, or for a statistics office of the caseloads of agencies that agreed to be counted together, or of a file that a statistician imported, with tables of counts, so that others can learn from it and find nobody in it.",
  decides: "Nothing about anyone. It decides what outsiders may learn about all those cases together.",
  evidence:
    "Differential privacy with exact noise; attacks on our own promise and the error on open data are in docs/synth.md. Each release is attacked before it is kept; one on which an attack proves more than it claims is not published.",
  limits:
    "Up to eight columns at a time: codes of closed lists, no words. Fewer than twenty people are not counted. Small groups vanish. Each release uses up part of an epsilon of 4 for any 365 days, of all agencies that are counted together, one of an imported file too; what older releases told stays told. Whoever took a consent back, or stopped, is not counted, but was in the releases before. Who was counted is kept sealed for thirty days, so that the release can be computed again, and so is an imported file. Whose rows such a file has is known to whoever brings it alone. A folder that was copied cannot be called back.",
  needsAdvice: true,
};
