import { useMutation, useQueryClient } from "@tanstack/react-query";
import { regainKeys } from "../../../core/identity/keeping/keeping.ts";
import { sealFormerKeys } from "../../../core/identity/member-keys.ts";
import { CryptoError, toBase64Url } from "../../../core/keys/bytes.ts";
import type { OwnKeeping } from "../../api/keys-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said } from "../../kit/field.tsx";
import { Note, Tag } from "../../kit/marks.tsx";
import { Table } from "../../kit/table.tsx";
import { useNotices } from "../../kit/toast.tsx";
import type { OwnKeys } from "../../session/key-ring.ts";
import { withFormerKeys } from "../../session/own-keys.ts";
import { sayProblem } from "../../session/problems.ts";
import { useKeyRing, useSession } from "../../session/session.tsx";

/** Who keeps for me; after a loss, who gave, and the way back to my former keys. */
export function OwnKeepers({ keeping, keys }: { keeping: OwnKeeping; keys: OwnKeys }) {
  const { say } = useDesk();
  const { me } = useSession();
  const { statement } = keeping;
  const isPresent = statement.readingKey === me.keys?.readingKey;
  const isHere = keys.former.some(({ reading }) => toBase64Url(reading.publicKey) === statement.readingKey);
  return (
    <div className="stack stack-4">
      <Table
        caption={say("own-keys.keepers")}
        rows={keeping.keepers}
        keyOf={({ id }) => id}
        columns={[
          {
            id: "name",
            title: say("members.name"),
            heads: true,
            cell: ({ name, agency }) => (
              <>
                <bdi>{name}</bdi>
                <small>
                  <bdi>{agency}</bdi>
                </small>
              </>
            ),
          },
          {
            id: "state",
            title: say("members.status"),
            cell: ({ id, active, readingKey, given }) => {
              const named = statement.keepers.find(({ memberId }) => memberId === id);
              if (given) return <Tag kind="done">{say("own-keys.gave")}</Tag>;
              if (!active) return <Tag kind="closed">{say("members.suspended")}</Tag>;
              if (named?.readingKey !== readingKey)
                return <Tag kind="soon">{say("own-keys.keeper-changed")}</Tag>;
              return <Tag kind="line">{say("own-keys.keeps")}</Tag>;
            },
          },
        ]}
      />
      {!isPresent && isHere && <Note kind="soon">{say("own-keys.keeps-former")}</Note>}
      {!isPresent && !isHere && <Regain keeping={keeping} keys={keys} />}
    </div>
  );
}

function Regain({ keeping, keys }: { keeping: OwnKeeping; keys: OwnKeys }) {
  const { say, random, now } = useDesk();
  const { api, me } = useSession();
  const ring = useKeyRing();
  const queries = useQueryClient();
  const tell = useNotices();
  const given = keeping.keepers.flatMap(({ id, given: sealed }) =>
    sealed ? [{ keeperId: id, sealed }] : [],
  );
  const isAsked = keeping.askedUntil !== null && Date.parse(keeping.askedUntil) > now().getTime();
  const regain = useMutation({
    mutationFn: async () => {
      const former = await regainKeys(keeping, given, keys.reading);
      const sealed = await sealFormerKeys(former, keys.reading.publicKey, me.member.id, random);
      const body = { former: toBase64Url(sealed) };
      await api.send("PUT", `/api/me/keeping/${keeping.id}/regained`, { body });
      ring.keep(await withFormerKeys(keys, me.member.id, api));
    },
    onSuccess: () => {
      tell({ icon: "key", text: say("own-keys.regained") });
      return queries.invalidateQueries({ queryKey: ["keeping"] });
    },
  });
  const ask = useMutation({
    mutationFn: () => api.send("PUT", "/api/me/keeping/asked"),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keeping"] }),
  });
  return (
    <div className="stack stack-4">
      <Note icon="key">
        <p>
          <strong>{say("own-keys.lost", { count: given.length })}</strong> {say("own-keys.lost-say")}
        </p>
      </Note>
      <div className="row">
        <Button
          kind="main"
          icon="key"
          busy={regain.isPending}
          notYet={given.length < 2 ? say("own-keys.two-needed") : undefined}
          onClick={() => regain.mutate()}
        >
          {say("own-keys.regain")}
        </Button>
        {!isAsked && (
          <Button busy={ask.isPending} onClick={() => ask.mutate()}>
            {say("own-keys.ask")}
          </Button>
        )}
      </div>
      <Said wrong={wrongOf(say, regain.error ?? ask.error)} />
    </div>
  );
}

const wrongOf = (say: ReturnType<typeof useDesk>["say"], error: Error | null) =>
  error && (error instanceof CryptoError ? say("own-keys.do-not-fit") : sayProblem(say, error));
