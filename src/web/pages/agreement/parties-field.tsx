import { WHO_AND_WHERE } from "../../../core/access/coverage.ts";
import { type DraftTerms, LINE_MAX } from "../../../core/protocols/terms.ts";
import type { EditorAgency } from "../../api/agreement-answers.ts";
import { type Desk, useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Said, SelectField, TextField } from "../../kit/field.tsx";
import { Note } from "../../kit/marks.tsx";

type Parties = DraftTerms["parties"];

/** Why an agency cannot be where an agreement says who or where. */
export function sayBond(say: Desk["say"], { name, bond }: EditorAgency): string {
  const by = bond?.by ?? "power";
  return say(`bond.${by}`, { agency: name, other: bond?.agency ?? "" });
}

/** Who agrees, and how each is reached. */
export function PartiesField(props: {
  draft: Pick<DraftTerms, "parties" | "scope">;
  agencies: readonly EditorAgency[];
  own: string;
  onParties: (parties: Parties) => void;
  wrong: string;
  wrongOf: (agencyId: string) => string;
}) {
  const { draft, agencies, own, onParties, wrong, wrongOf } = props;
  const { say } = useDesk();
  const { parties, scope } = draft;
  const saysWho = scope.some(({ category }) => WHO_AND_WHERE.includes(category));
  const isIn = (id: string) => parties.some(({ agencyId }) => agencyId === id);
  const open = agencies.filter(({ id, immigrationBound }) => !isIn(id) && !(saysWho && immigrationBound));
  const shut = agencies.filter(({ id, immigrationBound }) => !isIn(id) && saysWho && immigrationBound);
  return (
    <div className="stack stack-4">
      {parties.map(({ agencyId, contact }) => {
        const agency = agencies.find(({ id }) => id === agencyId);
        const name = agency?.name ?? agencyId;
        return (
          <div className="party" key={agencyId}>
            <TextField
              label={say("editor.contact", { agency: name })}
              why={say("editor.contact-why")}
              value={contact}
              maxLength={LINE_MAX}
              onText={(text) =>
                onParties(parties.map((one) => (one.agencyId === agencyId ? { ...one, contact: text } : one)))
              }
              wrong={wrongOf(agencyId)}
            />
            {agencyId !== own && (
              <Button
                kind="plain"
                small
                icon="cross"
                onClick={() => onParties(parties.filter((one) => one.agencyId !== agencyId))}
              >
                {say("editor.party-out", { agency: name })}
              </Button>
            )}
            {saysWho && agency?.immigrationBound && (
              <Note kind="danger">
                {sayBond(say, agency)} {say("bond.say")}
              </Note>
            )}
          </div>
        );
      })}
      <SelectField
        label={say("editor.party-in")}
        value=""
        placeholder={say("editor.party-choose")}
        options={open.map(({ id, name }) => ({ value: id, label: name }))}
        onChoose={(agencyId) => onParties([...parties, { agencyId, contact: "" }])}
      />
      {shut.length > 0 && (
        <div className="why stack stack-2">
          <p>{say("bond.not-listed")}</p>
          <ul className="bonds">
            {shut.map((agency) => (
              <li key={agency.id}>{sayBond(say, agency)}</li>
            ))}
          </ul>
        </div>
      )}
      <Said wrong={wrong} />
    </div>
  );
}
