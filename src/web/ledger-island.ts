import {
  checkSigned,
  compare,
  type Fetch,
  findLeaf,
  isSignedReceipt,
  readReceipt,
  type Vouched,
} from "./ledger-check.ts";

/** The forms of the page `/ledger`: what a visitor pastes is checked here, and goes to nobody. */

interface State {
  readonly verifierKey: string;
  readonly checkpoint: string;
  readonly witnesses: readonly { readonly verifierKey: string }[];
}

const byId = <Kind extends HTMLElement>(id: string, kind: { new (): Kind }): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no ${id}.`);
  return found;
};

const fetchFile: Fetch = async (path) => {
  const answer = await fetch(`/ledger/${path}`);
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return new Uint8Array(await answer.arrayBuffer());
};

/** The log's newest checkpoint with who vouches for it; null where it is not signed. */
async function readNewest(): Promise<{ state: State; newest: Vouched | null }> {
  const answer = await fetch("/ledger/state");
  if (!answer.ok) throw new Error(String(answer.status));
  const state: State = await answer.json();
  return { state, newest: signedBy(state, state.checkpoint) };
}

const signedBy = ({ verifierKey, witnesses }: State, note: string): Vouched | null =>
  checkSigned(
    note,
    verifierKey,
    witnesses.map((witness) => witness.verifierKey),
  );

/** Sentences stand in the page, in its language, as attributes of the place where they are said. */
function sayIn(place: HTMLElement, sentence: string, more = "", isBad = false): void {
  const note = document.createElement("p");
  note.className = isBad ? "note note-danger" : "note";
  note.textContent = `${place.dataset[sentence] ?? sentence}${more}`;
  place.append(note);
}

async function checkReceipt(said: HTMLElement, text: string): Promise<void> {
  const receipt = readReceipt(text);
  if (typeof receipt === "string")
    return sayIn(said, receipt === "bad-commitment" ? "commitment" : "unreadable", "", true);
  const { state, newest } = await readNewest();
  if (!newest) return sayIn(said, "unsigned", "", true);
  if (receipt.note !== null) {
    if (!isSignedReceipt(receipt.note, state.verifierKey)) return sayIn(said, "forged", "", true);
    sayIn(said, "promised");
  }
  const progress = document.createElement("p");
  said.append(progress);
  const at = await findLeaf(receipt, newest.checkpoint, fetchFile, (looked) => {
    progress.textContent = `${said.dataset.looking ?? ""} ${looked}`;
  });
  progress.remove();
  if (at === null) return sayIn(said, "absent", "", true);
  sayIn(said, "present", ` ${at} / ${newest.checkpoint.size}`);
  sayWho(said, newest);
}

function sayWho(said: HTMLElement, { witnesses }: Vouched): void {
  if (witnesses.length > 0) sayIn(said, "witnessed", ` ${witnesses.join(", ")}`);
  else sayIn(said, "unwitnessed", "", true);
}

async function compareTwo(said: HTMLElement, first: string, second: string): Promise<void> {
  const { state, newest } = await readNewest();
  const one = signedBy(state, withEnd(first));
  const two = second.trim() === "" ? newest : signedBy(state, withEnd(second));
  if (!one || !two || !newest) return sayIn(said, "unsigned", "", true);
  const found = await compare(one.checkpoint, two.checkpoint, newest.checkpoint, fetchFile);
  const sizes = ` ${one.checkpoint.size} → ${two.checkpoint.size}`;
  const words = { "goes-on": "goesOn", same: "same", "another-history": "another", "newer-unknown": "newer" };
  sayIn(said, words[found], sizes, found === "another-history" || found === "newer-unknown");
  sayWho(said, two);
}

/** A copied text loses its last line break. */
const withEnd = (text: string): string => `${text.replaceAll("\r\n", "\n").trim()}\n`;

function onSubmit(form: string, place: string, work: (said: HTMLElement) => Promise<void>): void {
  const said = byId(place, HTMLElement);
  byId(form, HTMLFormElement).addEventListener("submit", async (event) => {
    event.preventDefault();
    said.replaceChildren();
    try {
      await work(said);
    } catch {
      sayIn(said, "away", "", true);
    }
  });
}

const textOf = (id: string): string => byId(id, HTMLTextAreaElement).value;

onSubmit("receipt-form", "receipt-said", (said) => checkReceipt(said, textOf("receipt")));
// The door's own page has the first of the two.
if (document.getElementById("compare-form"))
  onSubmit("compare-form", "compare-said", (said) => compareTwo(said, textOf("older"), textOf("newer")));
