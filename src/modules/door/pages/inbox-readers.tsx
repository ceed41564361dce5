import { useQuery } from "@tanstack/react-query";
import type { SealedRootKey } from "../../../core/identity/root-key.ts";
import type { Member } from "../../../web/api/answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { Note } from "../../../web/kit/marks.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import type { OwnKeys } from "../../../web/session/key-ring.ts";
import { MakeRootKey } from "../../../web/session/make-root-key.tsx";
import { useSession } from "../../../web/session/session.tsx";
import { WithKeys } from "../../../web/session/unlock.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import type { SignedRecipients } from "../recipients.ts";
import { FiguresPart } from "./inbox-figures.tsx";
import { HashListPart } from "./inbox-hash-list.tsx";
import { SignList } from "./inbox-readers-sign.tsx";
import { StandInPart } from "./inbox-stand-in.tsx";

export interface Readers {
  readonly lists: readonly SignedRecipients[];
  readonly members: readonly {
    readonly id: string;
    readonly displayName: string;
    readonly roles: readonly string[];
    readonly readingKey: string;
    readonly signingKey: string;
  }[];
  readonly rootKey: string | null;
  readonly rootKeySealed: SealedRootKey | null;
}

/** For supervisors: who can open what is written to the door. Each list is signed in this browser. */
export function ReadersPage() {
  const { say } = useDesk();
  const { api, me } = useSession();
  useTitle(say("readers.title"));
  const readers = useQuery({
    queryKey: ["recipients"],
    queryFn: ({ signal }) => api.get<Readers>("/api/recipients", signal),
    enabled: me.member.supervises,
  });
  return (
    <>
      <header className="desk-head">
        <div>
          <h1>{say("readers.title")}</h1>
          <p className="quiet">{say("readers.lead")}</p>
        </div>
      </header>
      {me.member.supervises ? (
        <Answer query={readers} loading={say("readers.loading")}>
          {(value) => (
            <div className="split">
              <div className="stack stack-6">
                <Lists readers={value} />
                <FiguresPart />
              </div>
              <div className="aside">
                <WithKeys>{(keys) => <Next readers={value} keys={keys} />}</WithKeys>
                <StandInPart />
                <HashListPart />
              </div>
            </div>
          )}
        </Answer>
      ) : (
        <Empty title={say("problem.supervisors-only")} />
      )}
    </>
  );
}

function Next({ readers, keys }: { readers: Readers; keys: OwnKeys }) {
  return readers.rootKey === null ? <MakeRootKey keys={keys} /> : <SignList readers={readers} keys={keys} />;
}

const HOUR_MS = 3_600_000;

function Lists({ readers }: { readers: Readers }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  const nameOf = (id: string) =>
    members.data?.members.find((member) => member.id === id)?.displayName ?? say("inbox.someone");
  const newestFirst = [...readers.lists].sort((a, b) => b.list.version - a.list.version);
  const gone = (newestFirst[0]?.list.recipients ?? [])
    .filter(
      ({ memberId, readingKey }) =>
        !readers.members.some((here) => here.id === memberId && here.readingKey === readingKey),
    )
    .map(({ memberId }) => memberId);
  if (newestFirst.length === 0) {
    return <Empty title={say("readers.none")}>{say("readers.none-say")}</Empty>;
  }
  return (
    <div className="stack stack-5">
      <Note icon="key">{say("readers.note")}</Note>
      {gone.length > 0 && (
        <Note kind="danger">{say("readers.gone", { names: gone.map(nameOf).join(", ") })}</Note>
      )}
      <Part id="lists" title={say("readers.lists")}>
        <Table
          caption={say("readers.lists")}
          rows={newestFirst}
          keyOf={({ list }) => String(list.version)}
          columns={[
            {
              id: "version",
              title: say("readers.version"),
              heads: true,
              cell: ({ list }) => <span className="num">{list.version}</span>,
            },
            {
              id: "since",
              title: say("readers.since"),
              cell: ({ list }) => when.near(new Date(list.issuedAtHour * HOUR_MS)),
            },
            {
              id: "who",
              title: say("readers.who"),
              cell: ({ list }) => list.recipients.map(({ memberId }) => nameOf(memberId)).join(", "),
            },
          ]}
        />
      </Part>
    </div>
  );
}
