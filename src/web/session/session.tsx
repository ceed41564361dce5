import { createContext, type ReactNode, use, useMemo, useSyncExternalStore } from "react";
import type { Purpose } from "../../core/access/context.ts";
import type { Me } from "../api/answers.ts";
import { type Api, createApi } from "../api/client.ts";
import type { KeyRing, OwnKeys } from "./key-ring.ts";
import { useStepUp } from "./step-up.tsx";

/** Who is at the desk, and why they are looking. */
export interface Session {
  readonly me: Me;
  /** Null for a member none of whose roles covers any. */
  readonly purpose: Purpose | null;
  /** Says the purpose with every request. */
  readonly api: Api;
}

const SessionContext = createContext<Session | null>(null);
const RingContext = createContext<KeyRing | null>(null);

export function SessionProvider(props: { me: Me; purpose: Purpose | null; children: ReactNode }) {
  const { me, purpose, children } = props;
  const { stepUp, dialog } = useStepUp(me.member.email);
  const session = useMemo<Session>(
    () => ({ me, purpose, api: createApi(purpose, (...call) => fetch(...call), stepUp) }),
    [me, purpose, stepUp],
  );
  return (
    <SessionContext value={session}>
      {children}
      {dialog}
    </SessionContext>
  );
}

/** Of pages behind the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession is called outside of the shell.");
  return session;
}

export const RingProvider = RingContext;

export function useKeyRing(): KeyRing {
  const ring = use(RingContext);
  if (!ring) throw new Error("useKeyRing is called outside of the desk.");
  return ring;
}

/** My keys, or nothing while they are locked. */
export function useMemberKeys(): OwnKeys | null {
  const ring = useKeyRing();
  return useSyncExternalStore(ring.subscribe, () => ring.keys);
}
