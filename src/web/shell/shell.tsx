import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, Suspense, useEffect, useRef } from "react";
import type { Purpose } from "../../core/access/context.ts";
import type { Me, Proposal, Today } from "../api/answers.ts";
import { createApi, Refusal } from "../api/client.ts";
import { useDesk, useSay } from "../desk-context.tsx";
import { Failed, Loading, Offline } from "../kit/states.tsx";
import { useAgreementsThatWait } from "../pages/proposals/agreements-that-wait.ts";
import { sayProblem } from "../session/problems.ts";
import { SessionProvider, useKeyRing, useSession } from "../session/session.tsx";
import { useKeysFromSignIn } from "../session/unlock.tsx";
import { useEvents } from "./events.ts";
import { useOnline } from "./online.ts";
import { Printed } from "./printed.tsx";
import { PurposeBar } from "./purpose-bar.tsx";
import { Rail } from "./rail.tsx";
import { UnreadContext } from "./title.ts";

/** Everything behind the sign-in: who is here decides what is shown. */
export function Shell() {
  const { say } = useDesk();
  const location = useLocation();
  const search = useSearch({ strict: false });
  const me = useQuery({
    queryKey: ["me"],
    queryFn: ({ signal }) => createApi(null, (...call) => fetch(...call)).get<Me>("/api/me", signal),
    staleTime: 60_000,
  });
  if (me.error instanceof Refusal && me.error.status === 401) {
    return <ToSignIn />;
  }
  if (me.isPending) return <Bare>{<Loading>{say("shell.loading")}</Loading>}</Bare>;
  if (me.isError) {
    return (
      <Bare>
        <Failed
          what={sayProblem(say, me.error)}
          again={() => void me.refetch()}
          againLabel={say("try-again")}
        />
      </Bare>
    );
  }
  return (
    <SessionProvider me={me.data} purpose={choosePurpose(me.data, search.for)}>
      <Frame path={location.pathname} />
    </SessionProvider>
  );
}

/** Goes to the sign-in, once, and remembers where one was going. */
function ToSignIn() {
  const ring = useKeyRing();
  const navigate = useNavigate();
  const gone = useRef(false);
  useEffect(() => {
    if (gone.current) return;
    gone.current = true;
    ring.forget(); // whoever is suspended holds no keys here any longer
    void navigate({
      to: "/sign-in",
      search: { to: globalThis.location.pathname + globalThis.location.search },
      replace: true,
    });
  }, [navigate, ring]);
  return null;
}

const choosePurpose = (me: Me, wanted: string | undefined): Purpose | null =>
  me.purposes.find((purpose) => purpose === wanted) ??
  me.purposes.find((purpose) => purpose === "support") ??
  me.purposes[0] ??
  null;

const Bare = ({ children }: { children: ReactNode }) => <main className="bare">{children}</main>;

function Frame({ path }: { path: string }) {
  const { say, when, now } = useDesk();
  const { me, api, purpose } = useSession();
  useKeysFromSignIn();
  useDeviceName();
  const unread = useEvents(path.endsWith("/inbox"));
  const today = useQuery({
    queryKey: ["today", purpose],
    queryFn: ({ signal }) => api.get<Today>("/api/today", signal),
  });
  // What is owed by the end of this day, by me or by no one yet.
  const due = today.data?.clocks.filter(
    ({ doneAt, dueAt, member }) =>
      doneAt === null &&
      (!member || member.id === me.member.id) &&
      (Date.parse(dueAt) <= now().getTime() || when.isToday(dueAt)),
  ).length;
  const proposals = useQuery({
    queryKey: ["proposals"],
    queryFn: ({ signal }) => api.get<{ proposals: readonly Proposal[] }>("/api/proposals", signal),
  });
  const waiting = proposals.data?.proposals.filter(({ outcome }) => outcome === "waits") ?? [];
  const agreements = useAgreementsThatWait();
  const seconds =
    waiting.filter(({ mayConfirm }) => mayConfirm).length + agreements.filter(({ isOurs }) => isOurs).length;
  const counts = {
    ...(due ? { today: due } : {}),
    ...(unread ? { inbox: unread } : {}),
    ...(seconds ? { proposals: seconds } : {}),
  };
  return (
    <UnreadContext value={unread}>
      <a className="skip" href="#main">
        {say("shell.skip")}
      </a>
      <div className="desk">
        <Rail counts={counts} waits={waiting.length + agreements.length > 0} path={path} />
        <div>
          <header>
            {me.demonstration && <p className="trial">{say("shell.demonstration")}</p>}
            <PurposeBar />
            <Network />
          </header>
          <Main path={path} />
        </div>
      </div>
    </UnreadContext>
  );
}

/** A session begins without a name; this browser remembers what its reader calls the device. */
function useDeviceName(): void {
  const { device } = useDesk().choices;
  const { api, me } = useSession();
  const queries = useQueryClient();
  const { id, deviceName } = me.session;
  const tried = useRef("");
  useEffect(() => {
    if (device === "" || deviceName !== null || tried.current === id) return;
    tried.current = id;
    // A name that could not be kept is missed in one list, and given again there.
    api.send("PUT", `/api/sessions/${id}/name`, { body: { name: device } }).then(
      () => queries.invalidateQueries({ queryKey: ["sessions"] }),
      () => undefined,
    );
  }, [api, queries, device, id, deviceName]);
}

/** A new page is read from its start: focus goes to it, as it would after loading one. */
function Main({ path }: { path: string }) {
  const say = useSay();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    main.current?.focus();
    scrollTo(0, 0);
  }, [path]);
  return (
    <main className="desk-main" id="main" ref={main} tabIndex={-1}>
      {/* What a page waits for hides that page alone: the way around stays. */}
      {/* A case on paper has it on every page, in the head of its table. */}
      {!path.endsWith("/paper") && <Printed />}
      <Suspense fallback={<Loading>{say("shell.opening")}</Loading>}>
        <Outlet />
      </Suspense>
    </main>
  );
}

function Network() {
  const { say } = useDesk();
  if (useOnline()) return null;
  return <Offline title={say("offline.title")}>{say("offline.say")}</Offline>;
}
