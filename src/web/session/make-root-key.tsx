import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { MemberKeys } from "../../core/identity/member-keys.ts";
import { makeRootKey, sealRootKey } from "../../core/identity/root-key.ts";
import { fromBase64Url, toBase64Url } from "../../core/keys/bytes.ts";
import type { Member } from "../api/answers.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Said } from "../kit/field.tsx";
import { Part } from "../kit/log.tsx";
import { useNotices } from "../kit/toast.tsx";
import { sayProblem } from "./problems.ts";
import { useSession } from "./session.tsx";

/** An agency without a root key has no door: it is made here, once, and kept sealed for every supervisor. */
export function MakeRootKey({ keys }: { keys: MemberKeys }) {
  const { say, random } = useDesk();
  const { api, me } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => api.get<{ members: readonly Member[] }>("/api/members", signal),
  });
  const make = useMutation({
    mutationFn: async (others: readonly Member[]) => {
      const root = await makeRootKey(random);
      const supervisors = others.flatMap(({ id, readingKey }) =>
        readingKey && id !== me.member.id
          ? [{ memberId: id, readingKey: fromBase64Url(readingKey, 32) }]
          : [],
      );
      const own = { memberId: me.member.id, readingKey: keys.reading.publicKey };
      const sealed = await sealRootKey(root.privateKey, me.agency.id, [own, ...supervisors], random);
      await api.send("PUT", "/api/root-key", { body: { rootKey: toBase64Url(root.publicKey), sealed } });
    },
    onSuccess: () => {
      tell({ icon: "key", text: say("root-key.made") });
      return Promise.all(
        ["recipients", "root-key"].map((queryKey) => queries.invalidateQueries({ queryKey: [queryKey] })),
      );
    },
  });
  const supervisors = (members.data?.members ?? []).filter(
    ({ roles, status }) => roles.includes("supervisor") && status === "active",
  );
  return (
    <Part id="root-key" title={say("root-key.title")}>
      <div className="stack stack-4 part-body">
        <p>{say("root-key.say", { count: Math.max(1, supervisors.length) })}</p>
        <div className="row">
          <Button kind="main" icon="key" busy={make.isPending} onClick={() => make.mutate(supervisors)}>
            {say("root-key.make")}
          </Button>
        </div>
        <Said wrong={make.isError && sayProblem(say, make.error)} />
      </div>
    </Part>
  );
}
