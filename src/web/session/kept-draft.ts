import { useEffect, useState } from "react";
import { CryptoError, fromBase64Url } from "../../core/keys/bytes.ts";
import { type Api, isRefusal, Refusal } from "../api/client.ts";
import { useDesk } from "../desk-context.tsx";
import { useDraft, useDraftBook, useOwnDraftId } from "./drafts.tsx";
import { keptDrafts, nameOfDraft, openKeptDraft, sealDraft } from "./kept-drafts.ts";
import { useSession } from "./session.tsx";

/** So long after the last key. */
const KEEP_AFTER_MS = 500;

export interface KeptDraft<Draft> {
  /** Undefined where there is none, and while `isOpening`. */
  readonly draft: Draft | undefined;
  readonly setDraft: (draft: Draft | undefined) => void;
  /** Something of an earlier visit is being looked for; without a network, for as long as that is away. */
  readonly isOpening: boolean;
  /** When what an earlier visit left was last changed; null for a draft of this visit. */
  readonly keptAt: Date | null;
  /** What was there can be opened no more: it was thrown away elsewhere, or the case is not there any longer. */
  readonly isGone: boolean;
}

/**
 * A draft that also outlives the browser's window: locked on this device (`kept-drafts.ts`).
 *
 * @param id unique to what is written
 * @param keyPath where its key is asked for and thrown away
 * @param isUrgent whether it is kept at once: where it cannot be typed again
 */
export function useKeptDraft<Draft>(
  id: string,
  keyPath: string,
  isUrgent?: (draft: Draft) => boolean,
): KeptDraft<Draft> {
  const { me, api } = useSession();
  const { random, now } = useDesk();
  const book = useDraftBook();
  const own = useOwnDraftId(id);
  const memberId = me.member.id;
  const [draft, setInMemory] = useDraft<Draft>(id);
  const [found, setFound] = useState<"looking" | "away" | "none" | "gone" | Date>("looking");
  const isThere = draft !== undefined;
  const keepAfterMs = draft !== undefined && isUrgent?.(draft) ? 0 : KEEP_AFTER_MS;
  useEffect(() => {
    if (isThere || found !== "looking") return;
    let isOver = false;
    openStored<Draft>(api, { memberId, id, keyPath }).then((stored) => {
      if (isOver) return;
      if (typeof stored === "string") return setFound(stored);
      setInMemory(stored.draft);
      book.setSafe(own, stored.draft);
      setFound(stored.at);
    });
    return () => {
      isOver = true;
    };
  }, [isThere, found, api, memberId, id, keyPath, setInMemory, book, own]);
  useEffect(() => {
    if (found !== "away") return;
    const again = () => setFound("looking");
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [found]);
  useEffect(() => {
    if (draft === undefined) return;
    const keep = async () => {
      try {
        const name = await nameOfDraft(memberId, id);
        const sealed = await sealDraft(await keyOf(api, name, keyPath), name, draft, random);
        await keptDrafts.put(name, { sealed, at: now().getTime() });
        book.setSafe(own, draft);
        if (book.get(own) === undefined) await keptDrafts.drop(name); // saved or thrown away meanwhile
      } catch {
        // In memory still, and asked about before the page is closed; tried again with the next key or network.
      }
    };
    const timer = setTimeout(keep, keepAfterMs);
    addEventListener("online", keep);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", keep);
    };
  }, [draft, keepAfterMs, api, memberId, id, keyPath, random, now, book, own]);
  const setDraft = (next: Draft | undefined) => {
    setInMemory(next);
    if (next !== undefined) return;
    setFound("none");
    void dropStored(api, { memberId, id, keyPath });
  };
  return {
    draft,
    setDraft,
    isOpening: !isThere && (found === "looking" || found === "away"),
    keptAt: found instanceof Date ? found : null,
    isGone: found === "gone",
  };
}

/** When something was last written under this name on this device; null where nothing is kept. */
export function useStoredDraft(id: string): Date | null {
  const memberId = useSession().me.member.id;
  const { now } = useDesk();
  const [at, setAt] = useState<Date | null>(null);
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      await sweepOnce(now());
      const kept = await keptDrafts.find(await nameOfDraft(memberId, id));
      if (!isOver) setAt(kept ? new Date(kept.at) : null);
    };
    look().catch(() => undefined); // a browser that keeps nothing has kept nothing
    return () => {
      isOver = true;
    };
  }, [memberId, id, now]);
  return at;
}

let swept: Promise<void> | undefined;
const sweepOnce = (now: Date): Promise<void> => {
  swept ??= keptDrafts.sweep(now.getTime());
  return swept;
};

interface Place {
  readonly memberId: string;
  readonly id: string;
  readonly keyPath: string;
}

const keys = new Map<string, Promise<Uint8Array>>();
/** What is being thrown away: a key asked for meanwhile would be the one that ends. */
const ending = new Map<string, Promise<unknown>>();

/** The key of a draft, asked for once while the page stands. */
function keyOf(api: Api, name: string, keyPath: string): Promise<Uint8Array> {
  const known = keys.get(name);
  if (known) return known;
  const asked = Promise.resolve(ending.get(name))
    .then(() => api.send<{ key: string }>("PUT", keyPath))
    .then(({ key }) => fromBase64Url(key, 32));
  keys.set(name, asked);
  asked.catch(() => keys.delete(name));
  return asked;
}

async function openStored<Draft>(
  api: Api,
  { memberId, id, keyPath }: Place,
): Promise<{ draft: Draft; at: Date } | "none" | "gone" | "away"> {
  const name = await nameOfDraft(memberId, id);
  const kept = await keptDrafts.find(name).catch(() => undefined);
  if (!kept) return "none";
  try {
    const draft = await openKeptDraft(await keyOf(api, name, keyPath), name, kept.sealed);
    return { draft: draft as Draft, at: new Date(kept.at) }; // sealed by this hook, under this name
  } catch (error) {
    if (error instanceof CryptoError || isRefusal(error, "not-found")) {
      await keptDrafts.drop(name).catch(() => undefined);
      return "gone";
    }
    // Refused for now, as with another purpose: it stays where it is.
    return error instanceof Refusal && error.status === 403 ? "none" : "away";
  }
}

async function dropStored(api: Api, { memberId, id, keyPath }: Place): Promise<void> {
  const name = await nameOfDraft(memberId, id);
  keys.delete(name);
  const ended = Promise.allSettled([ending.get(name), keptDrafts.drop(name), api.send("DELETE", keyPath)]);
  ending.set(name, ended);
  await ended;
  if (ending.get(name) === ended) ending.delete(name);
}
