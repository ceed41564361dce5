import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { givePart } from "../../../core/identity/keeping/keeping.ts";
import { CryptoError, fromBase64Url, toBase64Url } from "../../../core/keys/bytes.ts";
import type { Kept } from "../../api/keys-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Answer } from "../../kit/answer.tsx";
import { Button } from "../../kit/button.tsx";
import { ChecksField } from "../../kit/choices-field.tsx";
import { Said } from "../../kit/field.tsx";
import { KeyCode } from "../../kit/key-code.tsx";
import { Part } from "../../kit/log.tsx";
import { Tag } from "../../kit/marks.tsx";
import { Switch } from "../../kit/switch.tsx";
import { useNotices } from "../../kit/toast.tsx";
import type { OwnKeys } from "../../session/key-ring.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";

interface KeptForMe {
  readonly willing: boolean;
  readonly kept: readonly Kept[];
}

/** Whether I keep for others, for whom, and who asks now. */
export function KeptForOthers({ keys }: { keys: OwnKeys | null }) {
  const { say } = useDesk();
  const { api } = useSession();
  const found = useQuery({
    queryKey: ["keeping", "others"],
    queryFn: ({ signal }) => api.get<KeptForMe>("/api/kept", signal),
  });
  return (
    <Part id="kept" title={say("own-keys.kept")}>
      <div className="part-body">
        <Answer query={found} loading={say("own-keys.loading")}>
          {({ willing, kept }) => (
            <div className="stack stack-5">
              <Willing willing={willing} />
              {kept.length === 0 && <p className="quiet">{say("own-keys.kept-none")}</p>}
              {kept.map((one) => (
                <One key={one.id} kept={one} keys={keys} />
              ))}
            </div>
          )}
        </Answer>
      </div>
    </Part>
  );
}

function Willing({ willing }: { willing: boolean }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (wish: boolean) => api.send("PUT", "/api/me/keeper", { body: { willing: wish } }),
    onSuccess: () =>
      Promise.all(["keeping", "keepers"].map((name) => queries.invalidateQueries({ queryKey: [name] }))),
  });
  return (
    <>
      <Switch
        label={say("own-keys.willing")}
        told={say("own-keys.willing-say")}
        on={willing}
        words={{ on: say("own-keys.willing-on"), off: say("own-keys.willing-off") }}
        busy={change.isPending}
        onSwitch={(wish) => change.mutate(wish)}
      />
      <Said wrong={change.error && sayProblem(say, change.error)} />
    </>
  );
}

/** The name is the one that the member signed: the part opens under it alone. */
function One({ kept, keys }: { kept: Kept; keys: OwnKeys | null }) {
  const { say, when } = useDesk();
  const { statement, asked, givenAt, madeAt } = kept;
  return (
    <section className="stack stack-2" aria-label={statement.memberName}>
      <p>
        <strong>
          <bdi>{statement.memberName}</bdi>
        </strong>
        , <bdi>{statement.agencyName}</bdi>{" "}
        {givenAt ? (
          <Tag kind="done">{say("own-keys.you-gave", { at: when.near(givenAt) })}</Tag>
        ) : asked ? (
          <Tag kind="soon">{say("own-keys.asks", { until: when.near(asked.until) })}</Tag>
        ) : (
          <span className="small quiet">{say("own-keys.since", { at: when.near(madeAt) })}</span>
        )}
      </p>
      {asked && !givenAt && keys && <Give kept={kept} asked={asked} keys={keys} />}
      {asked && !givenAt && !keys && <p className="small">{say("own-keys.unlock-first")}</p>}
    </section>
  );
}

function Give({ kept, asked, keys }: { kept: Kept; asked: NonNullable<Kept["asked"]>; keys: OwnKeys }) {
  const { say, random } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const [heard, setHeard] = useState<readonly "heard"[]>([]);
  const name = kept.statement.memberName;
  const give = useMutation({
    mutationFn: async () => {
      // The part was sealed to the keys that I had when I was named.
      const named = kept.statement.keepers.find(({ memberId }) => memberId === me.member.id)?.readingKey;
      const pair = [keys, ...keys.former].find(({ reading }) => toBase64Url(reading.publicKey) === named);
      const own = {
        memberId: me.member.id,
        readingPrivateKey: (pair ?? keys).reading.privateKey,
        signingPrivateKey: keys.signing.privateKey,
      };
      const sealed = { statement: kept.statement, signature: kept.signature, part: asked.part };
      const given = await givePart(sealed, own, fromBase64Url(asked.readingKey, 32), random);
      await api.send("PUT", `/api/kept/${kept.id}/gift`, { body: { keyId: asked.keyId, ...given } });
    },
    onSuccess: () => tell({ icon: "key", text: say("own-keys.given") }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["keeping"] }),
  });
  const wrong =
    give.error &&
    (give.error instanceof CryptoError ? say("own-keys.part-closed") : sayProblem(say, give.error));
  return (
    <div className="stack stack-3">
      <p>{say("own-keys.give-say", { name })}</p>
      <KeyCode memberId={kept.statement.memberId} {...asked} />
      <ChecksField
        label={say("own-keys.compare")}
        choices={[{ value: "heard", label: say("own-keys.heard", { name }) }]}
        values={heard}
        onChoose={setHeard}
      />
      <div className="row">
        <Button
          kind="main"
          icon="key"
          busy={give.isPending}
          notYet={heard.length === 0 ? say("own-keys.compare-first") : undefined}
          onClick={() => give.mutate()}
        >
          {say("own-keys.give")}
        </Button>
      </div>
      <Said wrong={wrong} />
    </div>
  );
}
