import type { Tool } from "../../api/tool-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { toolWords } from "../../texts/ar/tool-words.ts";

const FACTS = ["purpose", "decides", "evidence", "limits"] as const;

/** What a tool says of itself, in the reader's language where it was translated; what people sign stands below. */
export function Facts({ tool }: { tool: Tool }) {
  const { say, choices } = useDesk();
  const known = toolWords[tool.name];
  const translated = choices.language === "ar" && known?.of === tool.declaration ? known : null;
  if (!translated) return <Words words={tool} isEnglish />;
  return (
    <>
      <Words words={translated} />
      <details>
        <summary>{say("tools.as-signed")}</summary>
        <Words words={tool} isEnglish />
      </details>
    </>
  );
}

function Words(props: { words: Pick<Tool, (typeof FACTS)[number]>; isEnglish?: boolean }) {
  const { words, isEnglish } = props;
  const { say } = useDesk();
  return (
    <dl className="facts">
      {FACTS.map((fact) => (
        <div key={fact}>
          <dt>{say(`tools.${fact}`)}</dt>
          <dd {...(isEnglish && ({ lang: "en", dir: "ltr" } as const))}>{words[fact]}</dd>
        </div>
      ))}
    </dl>
  );
}
