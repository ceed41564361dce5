import type { Case } from "../../../../web/api/answers.ts";
import { useDesk } from "../../../../web/desk-context.tsx";
import { Note } from "../../../../web/kit/marks.tsx";

/**
 * Before what a person asks of themself is done: with which other cases it is done too. Nothing where there are none.
 *
 * @param sayIt the sentence, of the names of those cases
 */
export function AlsoDoneTo({ file, sayIt }: { file: Case; sayIt: (aliases: string) => string }) {
  const { locale } = useDesk();
  if (file.pairs.length === 0) return null;
  const others = file.pairs.map(({ kept, aside }) => (kept.id === file.id ? aside : kept).alias);
  return (
    <Note kind="soon" icon="people">
      {sayIt(new Intl.ListFormat(locale).format(others))}
    </Note>
  );
}
