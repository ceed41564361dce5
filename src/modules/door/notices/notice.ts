import { type Bytes, CryptoError, fromUtf8, type Random, utf8 } from "../../../core/keys/bytes.ts";
import { open, seal } from "../../../core/keys/seal.ts";
import { DOOR_LANGUAGES, type DoorLanguage } from "../../../core/texts/index.ts";

/**
 * Where a person wants to be told that there is an answer. Locked in their browser to the house's notice key: the server
 * that keeps it cannot read it, only the worker that sends. One size, whatever is in it.
 */

export const CHANNELS = ["email", "message"] as const;
/** By e-mail, or as a text message to a phone. */
export type Channel = (typeof CHANNELS)[number];

/** Sentences that someone may choose from: never their own, or the door could be used to write to others. */
export const SENTENCES = ["notice-say-1", "notice-say-2", "notice-say-3"] as const;
export type Sentence = (typeof SENTENCES)[number];

export interface Notice {
  readonly channel: Channel;
  /** An e-mail address, or a number as `+` and digits. */
  readonly to: string;
  readonly say: Sentence;
  readonly language: DoorLanguage;
}

const PLAIN_BYTES = 480;
/** Locked, as it is kept. */
export const SEALED_NOTICE_BYTES = PLAIN_BYTES + 48;

/** As HTML has it, with a dot in the domain. ASCII alone: what goes into a mail's head can hold nothing else. */
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const EMAIL_UNITS_MAX = 254;
/** E.164. */
const NUMBER = /^\+[1-9][0-9]{6,14}$/;

/** What was typed, as it can be sent to; undefined where it cannot. Spaces and marks between digits are nobody's mistake. */
export function readDestination(channel: Channel, typed: string): string | undefined {
  const text = typed.normalize("NFKC").trim();
  if (channel === "email") return text.length <= EMAIL_UNITS_MAX && EMAIL.test(text) ? text : undefined;
  const number = asciiDigits(text)
    .replace(/^00/, "+")
    .replace(/[\s().\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  return NUMBER.test(number) ? number : undefined;
}

/** Digits of Arabic, Persian and Bengali keyboards as ours. */
const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = [0x30, 0x660, 0x6f0, 0x9e6].find((start) => code >= start && code < start + 10);
    return zero === undefined ? digit : String(code - zero);
  });

const contextOf = (address: string) => ({ info: utf8("leeward notice v1"), aad: utf8(address) });

/** Locks a notice to the house's key, for one mailbox. @returns {@link SEALED_NOTICE_BYTES} bytes */
export function sealNotice(
  noticeKey: Uint8Array,
  address: string,
  notice: Notice,
  random: Random,
): Promise<Bytes> {
  const { channel, to, say, language } = notice;
  const plain = utf8(JSON.stringify({ channel, to, say, language }).padEnd(PLAIN_BYTES));
  if (plain.length !== PLAIN_BYTES) throw new CryptoError("bad-value", "A notice has an address in ASCII.");
  return seal(noticeKey, plain, contextOf(address), random);
}

/** What {@link sealNotice} was given; undefined where it was locked to another key, or is no notice: nobody checked it. */
export async function openNotice(
  privateKey: Uint8Array,
  address: string,
  sealed: Uint8Array,
): Promise<Notice | undefined> {
  try {
    return parseNotice(JSON.parse(fromUtf8(await open(privateKey, sealed, contextOf(address)))));
  } catch (error) {
    if (error instanceof CryptoError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function parseNotice(value: unknown): Notice | undefined {
  const { channel, to, say, language } = Object(value) as Record<string, unknown>;
  const known = {
    channel: CHANNELS.find((one) => one === channel),
    say: SENTENCES.find((one) => one === say),
    language: DOOR_LANGUAGES.find((one) => one === language),
  };
  if (!known.channel || !known.say || !known.language || typeof to !== "string") return undefined;
  if (readDestination(known.channel, to) !== to) return undefined;
  return { channel: known.channel, say: known.say, language: known.language, to };
}
