import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { makeKeeping } from "../../../core/identity/keeping/keeping.ts";
import { keyCodeOf } from "../../../core/identity/key-code.ts";
import { fromBase64Url } from "../../../core/keys/bytes.ts";
import type { Keeper } from "../../api/keys-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Answer } from "../../kit/answer.tsx";
import { Button } from "../../kit/button.tsx";
import { ChecksField } from "../../kit/choices-field.tsx";
import { Said } from "../../kit/field.tsx";
import { Empty } from "../../kit/states.tsx";
import { useNotices } from "../../kit/toast.tsx";
import type { OwnKeys } from "../../session/key-ring.ts";
import { useOnceKey } from "../../session/once.ts";
import { sayProblem } from "../../session/problems.ts";
import { useSession } from "../../session/session.tsx";

const HOUR_MS = 3_600_000;

/** Three of those who are willing, in three agencies other than one's own; a part is sealed to each in this browser. */
export function NameKeepers({ keys }: { keys: OwnKeys }) {
  const { say } = useDesk();
  const { api, me } = useSession();
  const found = useQuery({
    queryKey: ["keepers"],
    queryFn: ({ signal }) => api.get<{ keepers: readonly Keeper[] }>("/api/keepers", signal),
  });
  return (
    <Answer query={found} loading={say("own-keys.loading")}>
      {({ keepers }) => {
        const others = keepers.filter(({ agencyId }) => agencyId !== me.agency.id);
        const agencies = new Set(others.map(({ agencyId }) => agencyId));
        return agencies.size < 3 ? (
          <Empty title={say("own-keys.too-few")}>{say("own-keys.too-few-say")}</Empty>
        ) : (
          <Choose keepers={others} keys={keys} />
        );
      }}
    </Answer>
  );
}

function Choose({ keepers, keys }: { keepers: readonly Keeper[]; keys: OwnKeys }) {
  const { say, random, now } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const keyFor = useOnceKey();
  const [ids, setIds] = useState<readonly string[]>([]);
  const chosen = keepers.filter(({ memberId }) => ids.includes(memberId));
  const agencies = new Set(chosen.map(({ agencyId }) => agencyId));
  const name = useMutation({
    mutationFn: async () => {
      const own = {
        memberId: me.member.id,
        memberName: me.member.displayName,
        agencyName: me.agency.name,
        keys,
        hour: Math.floor(now().getTime() / HOUR_MS),
      };
      const body = await makeKeeping(own, chosen, random);
      await api.send("POST", "/api/me/keeping", { body, key: keyFor(body) });
    },
    onSuccess: () => {
      setIds([]);
      tell({ icon: "key", text: say("own-keys.named") });
      return queries.invalidateQueries({ queryKey: ["keeping"] });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!name.isPending) name.mutate();
  };
  return (
    <form className="stack stack-4" onSubmit={send} noValidate>
      <ChecksField
        label={say("own-keys.choose")}
        why={say("own-keys.choose-why")}
        choices={keepers.map((keeper) => ({
          value: keeper.memberId,
          label: (
            <>
              <bdi>{keeper.name}</bdi>, <bdi>{keeper.agencyName}</bdi>
            </>
          ),
          why: <bdi dir="ltr">{codeOf(keeper)}</bdi>,
        }))}
        values={ids}
        onChoose={setIds}
      />
      <div className="row">
        <Button
          type="submit"
          icon="key"
          busy={name.isPending}
          notYet={chosen.length === 3 && agencies.size === 3 ? undefined : say("own-keys.three-needed")}
        >
          {say("own-keys.name")}
        </Button>
      </div>
      <Said wrong={name.error && sayProblem(say, name.error)} />
    </form>
  );
}

const codeOf = ({ memberId, readingKey, signingKey }: Keeper): string =>
  keyCodeOf(memberId, { readingKey: fromBase64Url(readingKey), signingKey: fromBase64Url(signingKey) });
