import { CATEGORIES, type Category, PURPOSES, type Purpose } from "../../../core/access/context.ts";
import { WHO_AND_WHERE } from "../../../core/access/coverage.ts";
import type { Terms } from "../../../core/protocols/terms.ts";
import { useDesk } from "../../desk-context.tsx";
import { Said } from "../../kit/field.tsx";
import { sayCategory, sayPurpose } from "../../texts/names.ts";

type Scope = Terms["scope"];

/** Which kind of data may be opened for which purpose: a table with a box in each cell; on a phone, a list a purpose. */
export function ScopeMatrix(props: {
  scope: Scope;
  onScope: (scope: Scope) => void;
  /** A party is bound to immigration enforcement: what says who or where cannot be chosen, and why. */
  closed: string | undefined;
  wrong: string;
}) {
  const { scope, onScope, closed, wrong } = props;
  const { say } = useDesk();
  const covers = (purpose: Purpose, category: Category) =>
    scope.some((one) => one.purpose === purpose && one.category === category);
  const put = (purpose: Purpose, category: Category, isOn: boolean) =>
    onScope(
      isOn
        ? [...scope, { purpose, category }]
        : scope.filter((one) => one.purpose !== purpose || one.category !== category),
    );
  return (
    <div className="field">
      <table className="matrix">
        <caption className="why">{say("editor.scope-why")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("editor.purpose")}</th>
            {CATEGORIES.map((category) => (
              <th key={category} scope="col">
                {sayCategory(say, category)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PURPOSES.map((purpose) => (
            <tr key={purpose}>
              <th scope="row">{sayPurpose(say, purpose)}</th>
              {CATEGORIES.map((category) => {
                const isOn = covers(purpose, category);
                const isClosed = closed !== undefined && WHO_AND_WHERE.includes(category) && !isOn;
                return (
                  <td key={category}>
                    <label className="matrix-cell">
                      <input
                        type="checkbox"
                        checked={isOn}
                        disabled={isClosed}
                        aria-label={say("editor.cell", {
                          purpose: sayPurpose(say, purpose),
                          kind: sayCategory(say, category),
                        })}
                        aria-describedby={isClosed ? "bound-why" : undefined}
                        onChange={(event) => put(purpose, category, event.target.checked)}
                      />
                      <span className="own-title" aria-hidden="true">
                        {sayCategory(say, category)}
                      </span>
                    </label>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {closed && (
        <p className="said said-bad" id="bound-why">
          {closed}
        </p>
      )}
      <Said wrong={wrong} />
    </div>
  );
}
