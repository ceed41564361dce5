import { expect, it } from "vitest";
import { readNoticesConfig } from "./notices.ts";

const FROM = { LEEWARD_NOTICE_FROM: "notes@example.org" };
const SECRET = "0123456789abcdef0123456789abcdef";

it("reads a mail server and a webhook, and asks for TLS wherever it is not this machine", () => {
  expect(readNoticesConfig({})).toEqual({ smtp: undefined, webhook: undefined });
  expect(
    readNoticesConfig({ ...FROM, LEEWARD_NOTICE_SMTP: "smtps://desk%40x:p%2Fw@mail.example.org" }).smtp,
  ).toEqual({
    host: "mail.example.org",
    port: 465,
    isTls: true,
    needsTls: true,
    login: { user: "desk@x", password: "p/w" },
    from: "notes@example.org",
  });
  const here = readNoticesConfig({ ...FROM, LEEWARD_NOTICE_SMTP: "smtp://127.0.0.1:2525" }).smtp;
  expect(here).toMatchObject({ port: 2525, isTls: false, needsTls: false, login: undefined });
  expect(
    readNoticesConfig({
      LEEWARD_NOTICE_WEBHOOK: "https://sms.example.org/send?team=1",
      LEEWARD_NOTICE_WEBHOOK_SECRET: SECRET,
    }).webhook,
  ).toEqual({ url: "https://sms.example.org/send?team=1", secret: SECRET });
});

it("refuses what would send in the clear, to nowhere, or from nobody, and does not say the password", () => {
  const refusal = (env: Record<string, string>): string => {
    try {
      readNoticesConfig(env);
    } catch (error) {
      return String(error);
    }
    return "taken";
  };
  for (const smtp of ["mail.example.org", "https://mail.example.org", "smtp://", "smtps://u:hush@h?x=1"]) {
    const said = refusal({ ...FROM, LEEWARD_NOTICE_SMTP: smtp });
    expect(said, smtp).toContain("Write smtps://");
    expect(said).not.toContain("hush");
  }
  for (const from of ["", "notes", "Notes <notes@example.org>", "a@b\r\nBcc: c@d"]) {
    expect(refusal({ LEEWARD_NOTICE_SMTP: "smtps://mail.example.org", LEEWARD_NOTICE_FROM: from })).toContain(
      "LEEWARD_NOTICE_FROM is no address",
    );
  }
  for (const hook of ["http://sms.example.org", "https://u:p@sms.example.org", "file:///etc/passwd"]) {
    expect(refusal({ LEEWARD_NOTICE_WEBHOOK: hook, LEEWARD_NOTICE_WEBHOOK_SECRET: SECRET }), hook).toContain(
      "Write https://",
    );
  }
  expect(
    refusal({ LEEWARD_NOTICE_WEBHOOK: "https://sms.example.org", LEEWARD_NOTICE_WEBHOOK_SECRET: "short" }),
  ).toContain("openssl rand");
});
