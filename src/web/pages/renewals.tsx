import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Member } from "../api/answers.ts";
import type { Renewal } from "../api/keys-answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { KeyCode } from "../kit/key-code.tsx";
import { Part } from "../kit/log.tsx";
import { Note } from "../kit/marks.tsx";
import { SecondElsewhere } from "../kit/second-elsewhere.tsx";
import { useNotices } from "../kit/toast.tsx";
import { useOnceKey } from "../session/once.ts";
import { sayProblem } from "../session/problems.ts";
import { useSession } from "../session/session.tsx";

/** Begins new keys for a colleague who lost theirs; the link is shown once, to be given on by hand. */
export function BeginRenewal({ member }: { member: Member }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const keyFor = useOnceKey();
  const begin = useMutation({
    mutationFn: async () => {
      const path = `/api/members/${member.id}/renewals`;
      const { token } = await api.send<{ token: string }>("POST", path, { key: keyFor({ path }) });
      return `${location.origin}/desk/renew#${token}`;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["renewals"] }),
  });
  return (
    <div className="stack">
      <p>{say("renewal.say")}</p>
      {begin.data ? (
        <Note icon="key">
          <p>{say("renewal.link")}</p>
          <p className="mono key" dir="ltr">
            {begin.data}
          </p>
        </Note>
      ) : (
        <div className="row">
          <Button busy={begin.isPending} onClick={() => begin.mutate()}>
            {say("renewal.begin")}
          </Button>
        </div>
      )}
      <Said wrong={begin.error && sayProblem(say, begin.error)} />
    </div>
  );
}

/** What colleagues handed in, and the way to admit it. */
export function Renewals() {
  const { say } = useDesk();
  const { api } = useSession();
  const found = useQuery({
    queryKey: ["renewals"],
    queryFn: ({ signal }) => api.get<{ renewals: readonly Renewal[] }>("/api/renewals", signal),
  });
  if (!found.data || found.data.renewals.length === 0) return null;
  return (
    <Part id="renewals" title={say("renewal.title")}>
      <ul className="plain-list">
        {found.data.renewals.map((renewal) => (
          <li key={renewal.id}>
            <One renewal={renewal} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function One({ renewal }: { renewal: Renewal }) {
  const { say, when } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [elsewhere, setElsewhere] = useState("");
  const { id, memberId, name, readingKey, signingKey, proposed } = renewal;
  const admit = useMutation({
    mutationFn: () => {
      const body = { secondAgencyId: elsewhere || null };
      return api.send("POST", `/api/renewals/${id}/admission`, { body, key: keyFor({ id, body }) });
    },
    onSuccess: () => {
      tell({ icon: "people", text: say("member-standing.waits") });
      return Promise.all(
        ["renewals", "proposals"].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
    },
  });
  return (
    <div className="stack stack-3">
      <p>
        <bdi>{name}</bdi>
      </p>
      {!readingKey || !signingKey ? (
        <p className="small quiet">{say("renewal.not-yet", { until: when.near(renewal.expiresAt) })}</p>
      ) : (
        <>
          <KeyCode memberId={memberId} readingKey={readingKey} signingKey={signingKey} />
          {proposed ? (
            <p className="small quiet">{say("member-standing.waits")}</p>
          ) : (
            <>
              <p className="small">{say("renewal.compare", { name })}</p>
              <SecondElsewhere agencyId={elsewhere} onChoose={setElsewhere} />
              <div className="row">
                <Button busy={admit.isPending} onClick={() => admit.mutate()}>
                  {say("renewal.admit")}
                </Button>
              </div>
            </>
          )}
        </>
      )}
      <Said wrong={admit.error && sayProblem(say, admit.error)} />
    </div>
  );
}
