import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Answer } from "../../../web/kit/answer.tsx";
import { Button } from "../../../web/kit/button.tsx";
import { Dialog } from "../../../web/kit/dialog.tsx";
import { Said, TextArea, TextField } from "../../../web/kit/field.tsx";
import { Menu } from "../../../web/kit/menu.tsx";
import { Empty } from "../../../web/kit/states.tsx";
import { Table } from "../../../web/kit/table.tsx";
import { useNotices } from "../../../web/kit/toast.tsx";
import { sayProblem } from "../../../web/session/problems.ts";
import { useSession } from "../../../web/session/session.tsx";
import { useTitle } from "../../../web/shell/title.ts";
import type { AnswerTemplate } from "../templates/store.ts";

/** Languages that answers are written in: the door's, and those that people ask to be answered in beside them. */
const LANGUAGES = [...DOOR_LANGUAGES, "am", "fa", "so", "ti", "ur"];
const TITLE_UNITS_MAX = 80;
const BODY_UNITS_MAX = 4_000;

const useTemplates = () => {
  const { api } = useSession();
  return useQuery({
    queryKey: ["answer-templates"],
    queryFn: ({ signal }) =>
      api.get<{ templates: readonly AnswerTemplate[] }>("/api/answer-templates", signal),
  });
};

function useLanguageName(): (tag: string) => string {
  const { locale } = useDesk();
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return (tag) => names.of(tag) ?? tag;
}

/** Puts a text into what is being written; those in the person's language come first. Nothing is sent by it. */
export function InsertTemplate(props: { language: string; onText: (text: string) => void }) {
  const { language, onText } = props;
  const { say } = useDesk();
  const nameOf = useLanguageName();
  const found = useTemplates().data?.templates ?? [];
  if (found.length === 0) return null;
  const isTheirs = (one: AnswerTemplate) => one.language.split("-")[0] === language.split("-")[0];
  const sorted = [...found.filter(isTheirs), ...found.filter((one) => !isTheirs(one))];
  return (
    <Menu
      small
      label={say("templates.insert")}
      entries={sorted.map((one) => ({
        id: one.id,
        label: say("templates.entry", { title: one.title, language: nameOf(one.language) }),
        act: () => onText(one.body),
      }))}
    />
  );
}

/** For supervisors: the texts that their intake puts into answers, by language. */
export function TemplatesPage() {
  const { say, random } = useDesk();
  const { me } = useSession();
  useTitle(say("templates.title"));
  const templates = useTemplates();
  const [opened, setOpened] = useState<AnswerTemplate | null>(null);
  const add = () => setOpened({ id: uuidOf(random(16)), language: "en", title: "", body: "", version: 0 });
  return (
    <>
      <header className="desk-head">
        <div>
          <p className="small">
            <Link to="/inbox">{say("inbox.title")}</Link> <span className="faint">/</span>
          </p>
          <h1>{say("templates.title")}</h1>
          <p className="quiet">{say("templates.lead")}</p>
        </div>
        {me.member.supervises && <Button onClick={add}>{say("templates.add")}</Button>}
      </header>
      <Answer query={templates} loading={say("templates.loading")}>
        {(value) => <Templates templates={value.templates} onOpen={setOpened} />}
      </Answer>
      {opened && <Edit key={opened.id} template={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Templates(props: { templates: readonly AnswerTemplate[]; onOpen: (one: AnswerTemplate) => void }) {
  const { templates, onOpen } = props;
  const { say } = useDesk();
  const { me } = useSession();
  const nameOf = useLanguageName();
  if (templates.length === 0) return <Empty title={say("templates.none")}>{say("templates.none-say")}</Empty>;
  return (
    <Table
      caption={say("templates.title")}
      rows={templates}
      keyOf={({ id }) => id}
      columns={[
        { id: "title", title: say("templates.name"), heads: true, cell: (one) => <bdi>{one.title}</bdi> },
        { id: "language", title: say("templates.language"), cell: (one) => nameOf(one.language) },
        {
          id: "body",
          title: say("templates.body"),
          cell: (one) => (
            <span className="as-written" lang={one.language} dir="auto">
              {one.body}
            </span>
          ),
        },
        {
          id: "act",
          title: <span className="sr">{say("templates.change")}</span>,
          cell: (one) =>
            me.member.supervises && (
              <Button
                small
                aria-label={say("templates.change-of", { title: one.title })}
                onClick={() => onOpen(one)}
              >
                {say("templates.change")}
              </Button>
            ),
        },
      ]}
    />
  );
}

function Edit({ template, onClose }: { template: AnswerTemplate; onClose: () => void }) {
  const { say } = useDesk();
  const { api } = useSession();
  const queries = useQueryClient();
  const tell = useNotices();
  const nameOf = useLanguageName();
  const [title, setTitle] = useState(template.title);
  const [body, setBody] = useState(template.body);
  const [language, setLanguage] = useState(template.language);
  const [isTried, setTried] = useState(false);
  const path = `/api/answer-templates/${template.id}`;
  const change = useMutation({
    mutationFn: (gone: boolean) =>
      gone
        ? api.send("DELETE", path)
        : api.send("PUT", path, { body: { version: template.version, language, title: title.trim(), body } }),
    onSuccess: () => {
      tell({ text: say("templates.kept") });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["answer-templates"] }),
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (title.trim() !== "" && body.trim() !== "") change.mutate(false);
  };
  const needed = (text: string) => (isTried && text.trim() === "" ? say("templates.needed") : undefined);
  const languages = LANGUAGES.includes(language) ? LANGUAGES : [language, ...LANGUAGES];
  return (
    <Dialog open onClose={onClose} title={say("templates.one")} closeLabel={say("templates.leave")}>
      <form className="stack stack-4" onSubmit={send} noValidate>
        <TextField
          label={say("templates.name")}
          why={say("templates.name-why")}
          maxLength={TITLE_UNITS_MAX}
          value={title}
          onText={setTitle}
          wrong={needed(title)}
        />
        <div className="field">
          <label htmlFor="template-language">{say("templates.language")}</label>
          <select
            id="template-language"
            className="input"
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          >
            {languages.map((tag) => (
              <option key={tag} value={tag}>
                {nameOf(tag)}
              </option>
            ))}
          </select>
        </div>
        <TextArea
          label={say("templates.body")}
          why={say("templates.body-why")}
          rows={6}
          maxLength={BODY_UNITS_MAX}
          value={body}
          onText={setBody}
          wrong={needed(body)}
        />
        <Said wrong={change.error ? sayProblem(say, change.error) : undefined} />
        <div className="answers">
          <Button kind="main" type="submit" busy={change.isPending}>
            {say("templates.keep")}
          </Button>
          <Button onClick={onClose}>{say("templates.leave")}</Button>
          {template.version > 0 && (
            <Button kind="danger" onClick={() => change.mutate(true)}>
              {say("templates.delete")}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

/** A UUID (version 4) of 16 random bytes. */
function uuidOf(bytes: Uint8Array): string {
  const own = new Uint8Array(bytes);
  own[6] = ((own[6] ?? 0) & 0x0f) | 0x40;
  own[8] = ((own[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(own, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
