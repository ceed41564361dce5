/** For tests: as much of JSON Schema as the schemas of HSDS use, so that a published schema judges our answers. */

export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
  uri: (text) => URL.canParse(text),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  "date-time": (text) => text.includes("T") && !Number.isNaN(Date.parse(text)),
};

/** @param read a schema by the name in a `$ref` beside it */
export function conformanceOf(read: (name: string) => Schema): (schema: Schema, value: unknown) => string[] {
  const check = (schema: Schema, value: unknown, at: string): string[] => {
    if (schema.$ref) return check(read(schema.$ref), value, at);
    const wrong: string[] = [];
    const isType = schema.type === "integer" ? Number.isInteger(value) : schema.type === typeOf(value);
    if (schema.type && !isType) return [`${at}: not ${schema.type}`];
    if (schema.enum && !schema.enum.includes(value)) wrong.push(`${at}: not on the list`);
    if (schema.format && typeof value === "string") {
      const judge = FORMATS[schema.format];
      if (!judge) throw new Error(`No judge of the format ${schema.format}.`);
      if (!judge(value)) wrong.push(`${at}: not ${schema.format}`);
    }
    if (Array.isArray(value)) {
      for (const [nth, each] of value.entries())
        wrong.push(...check(schema.items ?? {}, each, `${at}/${nth}`));
    } else if (typeof value === "object" && value !== null) {
      for (const name of schema.required ?? []) if (!(name in value)) wrong.push(`${at}/${name}: missing`);
      for (const [name, inner] of Object.entries(value)) {
        wrong.push(...check(schema.properties?.[name] ?? {}, inner, `${at}/${name}`));
      }
    }
    return wrong;
  };
  return (schema, value) => check(schema, value, "");
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  return value === null ? "null" : typeof value;
}
