import type { Database } from "../db/index.ts";

/** What a desk is told: that something of this type happened at its agency, and nothing more. */
export interface Notice {
  readonly type: string;
  readonly agencyId: string;
  /** The member who did it; absent or null where nobody with an account did. */
  readonly memberId?: string | null;
}

/** @param memberId who did it, if a member did */
type Listener = (type: string, memberId: string | null) => void;

/** Passes the database's notices on to the desks that listen. */
export class EventHub {
  readonly #listeners = new Map<string, Set<Listener>>();

  /** Listens to the database until the signal. */
  async run(db: Database, signal: AbortSignal): Promise<void> {
    await db.listen("leeward_events", (payload) => this.#pass(payload), signal);
  }

  /** @returns a function that ends it */
  subscribe(agencyId: string, onEvent: Listener): () => void {
    const listeners = this.#listeners.get(agencyId) ?? new Set();
    this.#listeners.set(agencyId, listeners);
    listeners.add(onEvent);
    return () => {
      listeners.delete(onEvent);
      if (listeners.size === 0) this.#listeners.delete(agencyId);
    };
  }

  #pass(payload: string): void {
    if (payload === "") {
      // The connection was away: every desk looks again.
      for (const listeners of this.#listeners.values())
        for (const tell of listeners) tell("house.reconnected", null);
      return;
    }
    const notice: Notice = JSON.parse(payload);
    for (const tell of this.#listeners.get(notice.agencyId) ?? []) tell(notice.type, notice.memberId ?? null);
  }
}
