import type { Agreement } from "../agreement.ts";

/**
 * Private keys in a hardware module, through its PKCS#11 library (OASIS, version 2.40). Two operations are used:
 * C_GenerateKeyPair with CKM_EC_KEY_PAIR_GEN on P-256, not extractable; and C_DeriveKey with CKM_ECDH1_DERIVE, no KDF,
 * whose 32 bytes are the shared secret of HPKE's KEM 0x0010. All else (HKDF, AES-256-GCM) runs outside on that secret.
 */

/** The module, or what it holds, is not as it must be; the message says what to do. */
class TokenError extends Error {
  override readonly name = "TokenError";
  /** What the module answered (CKR_…), where it did. */
  readonly returned: number | undefined;
  constructor(message: string, returned?: number, options?: ErrorOptions) {
    super(returned === undefined ? message : `${message} (CKR 0x${returned.toString(16)})`, options);
    this.returned = returned;
  }
}

export interface Token {
  /** Makes a pair of P-256 under this name, private half never to leave. @returns the public key, 65 bytes */
  makeKey(name: string): Uint8Array;
  /** Agreement by the private key of that name, each time inside of the module. */
  agreement(name: string, publicKey: Uint8Array): Agreement;
  destroyKey(name: string): void;
  close(): void;
}

const CKR_OK = 0;
const CKR_ALREADY_INITIALIZED = 0x191;
const CKR_ALREADY_LOGGED_IN = 0x100;
/** After these a new session may help: handle invalid, session closed, device removed or failed, token not present. */
const SESSION_LOST = [0xb3, 0xb0, 0x30, 0x32, 0xe0, 0x101];
const CKF_SESSION = 0x2 | 0x4; // read and write, serial
const CKU_USER = 1;
const CKM_EC_KEY_PAIR_GEN = 0x1040;
const CKM_ECDH1_DERIVE = 0x1050;
const CKD_NULL = 1;
const PRIME256V1 = Buffer.from("06082a8648ce3d030107", "hex");

/** Places in CK_FUNCTION_LIST; the standard promises no other exported name than C_GetFunctionList. */
const FUNCTIONS = {
  C_Initialize: [0, "void *args"],
  C_GetSlotList: [4, "uint8_t present, _Out_ unsigned long *slots, _Inout_ unsigned long *count"],
  C_GetTokenInfo: [6, "unsigned long slot, _Out_ uint8_t *info"],
  C_OpenSession: [
    12,
    "unsigned long slot, unsigned long flags, void *app, void *notify, _Out_ unsigned long *session",
  ],
  C_CloseSession: [13, "unsigned long session"],
  C_Login: [18, "unsigned long session, unsigned long user, uint8_t *pin, unsigned long length"],
  C_DestroyObject: [22, "unsigned long session, unsigned long object"],
  C_GetAttributeValue: [
    24,
    "unsigned long session, unsigned long object, CK_ATTRIBUTE *template, unsigned long count",
  ],
  C_FindObjectsInit: [26, "unsigned long session, CK_ATTRIBUTE *template, unsigned long count"],
  C_FindObjects: [
    27,
    "unsigned long session, _Out_ unsigned long *objects, unsigned long max, _Out_ unsigned long *count",
  ],
  C_FindObjectsFinal: [28, "unsigned long session"],
  C_GenerateKeyPair: [
    59,
    "unsigned long session, CK_MECHANISM *mechanism, CK_ATTRIBUTE *public, unsigned long publicCount, CK_ATTRIBUTE *private, unsigned long privateCount, _Out_ unsigned long *publicKey, _Out_ unsigned long *privateKey",
  ],
  C_DeriveKey: [
    62,
    "unsigned long session, CK_MECHANISM *mechanism, unsigned long base, CK_ATTRIBUTE *template, unsigned long count, _Out_ unsigned long *key",
  ],
} as const;
const LIST_PLACES = 68;

type Call = (name: keyof typeof FUNCTIONS, ...values: unknown[]) => number;

interface Attribute {
  readonly type: number;
  readonly pValue: Buffer;
  readonly ulValueLen: number;
}

const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  value: 0x11,
  keyType: 0x100,
  sensitive: 0x103,
  derive: 0x10c,
  valueLength: 0x161,
  extractable: 0x162,
  ecParams: 0x180,
  ecPoint: 0x181,
} as const;
const CKO_PUBLIC_KEY = 2;
const CKO_PRIVATE_KEY = 3;
const CKO_SECRET_KEY = 4;
const CKK_EC = 3;
const CKK_GENERIC_SECRET = 0x10;

const attribute = (type: number, value: Buffer): Attribute => ({
  type,
  pValue: value,
  ulValueLen: value.length,
});
const flag = (type: number, is: boolean): Attribute => attribute(type, Buffer.from([is ? 1 : 0]));

/**
 * Opens a token and signs in.
 *
 * @param module path of the PKCS#11 library
 * @param label of the token
 * @throws TokenError
 */
export async function openToken(module: string, label: string, pin: string): Promise<Token> {
  const { call, number, derivation } = await load(module);
  const must = (what: string, returned: number, ...also: number[]): void => {
    if (returned !== CKR_OK && !also.includes(returned)) throw new TokenError(what, returned);
  };
  must("The hardware module does not start.", call("C_Initialize", null), CKR_ALREADY_INITIALIZED);
  const slot = findSlot(call, label);

  const openSession = (): number => {
    const opened = [0];
    must("The token opens no session.", call("C_OpenSession", slot, CKF_SESSION, null, null, opened));
    const bytes = Buffer.from(pin);
    const returned = call("C_Login", opened[0], CKU_USER, bytes, bytes.length);
    must("The token refuses the PIN.", returned, CKR_ALREADY_LOGGED_IN);
    return Number(opened[0]);
  };
  let session = openSession();

  const find = (name: string): number => {
    const wanted = [attribute(CKA.class, number(CKO_PRIVATE_KEY)), attribute(CKA.label, Buffer.from(name))];
    must("The token cannot be searched.", call("C_FindObjectsInit", session, wanted, wanted.length));
    const objects = [0, 0];
    const count = [0];
    const returned = call("C_FindObjects", session, objects, 2, count);
    call("C_FindObjectsFinal", session);
    must("The token cannot be searched.", returned);
    if (Number(count[0]) !== 1) {
      throw new TokenError(`The token holds ${count[0]} private keys named “${name}”, and should hold one.`);
    }
    return Number(objects[0]);
  };
  const read = (object: number, type: number, bytesMax: number): Buffer => {
    const asked = [attribute(type, Buffer.alloc(bytesMax))];
    must("The token does not tell a value.", call("C_GetAttributeValue", session, object, asked, 1));
    return asked[0]?.pValue ?? Buffer.alloc(0);
  };
  const derive = (name: string, other: Uint8Array): Buffer => {
    const template = [
      attribute(CKA.class, number(CKO_SECRET_KEY)),
      attribute(CKA.keyType, number(CKK_GENERIC_SECRET)),
      flag(CKA.token, false),
      flag(CKA.sensitive, false),
      flag(CKA.extractable, true),
      attribute(CKA.valueLength, number(32)),
    ];
    const key = [0];
    const mechanism = { mechanism: CKM_ECDH1_DERIVE, ...derivation(Buffer.from(other)) };
    must(
      "The token does not agree on a secret.",
      call("C_DeriveKey", session, mechanism, find(name), template, template.length, key),
    );
    try {
      return read(Number(key[0]), CKA.value, 32);
    } finally {
      call("C_DestroyObject", session, key[0]);
    }
  };

  return {
    makeKey: (name) => {
      const shared = [flag(CKA.token, true), attribute(CKA.label, Buffer.from(name))];
      const forPublic = [
        attribute(CKA.class, number(CKO_PUBLIC_KEY)),
        attribute(CKA.keyType, number(CKK_EC)),
        attribute(CKA.ecParams, PRIME256V1),
        ...shared,
      ];
      const forPrivate = [
        attribute(CKA.class, number(CKO_PRIVATE_KEY)),
        attribute(CKA.keyType, number(CKK_EC)),
        flag(CKA.private, true),
        flag(CKA.sensitive, true),
        flag(CKA.extractable, false),
        flag(CKA.derive, true),
        ...shared,
      ];
      const mechanism = { mechanism: CKM_EC_KEY_PAIR_GEN, pParameter: null, ulParameterLen: 0 };
      const [publicKey, privateKey] = [[0], [0]];
      must(
        "The token makes no key of P-256.",
        call(
          "C_GenerateKeyPair",
          session,
          mechanism,
          forPublic,
          forPublic.length,
          forPrivate,
          forPrivate.length,
          publicKey,
          privateKey,
        ),
      );
      const point = read(Number(publicKey?.[0]), CKA.ecPoint, 67);
      if (point[0] !== 0x04 || point[1] !== 0x41 || point[2] !== 0x04) {
        throw new TokenError(
          "The token tells a public key of another form than an uncompressed point of P-256.",
        );
      }
      return new Uint8Array(point.subarray(2));
    },
    agreement: (name, publicKey) => ({
      publicKey,
      agree: (other) => {
        try {
          return derive(name, other);
        } catch (error) {
          if (!(error instanceof TokenError && SESSION_LOST.includes(error.returned ?? -1))) throw error;
          session = openSession();
          return derive(name, other);
        }
      },
    }),
    destroyKey: (name) => {
      must("The token does not destroy the key.", call("C_DestroyObject", session, find(name)));
    },
    close: () => {
      call("C_CloseSession", session);
    },
  };
}

/** Modules stay loaded while the process runs: a second C_Initialize of one library is refused. */
const loaded = new Map<string, ReturnType<typeof bind>>();

async function load(module: string): Promise<ReturnType<typeof bind>> {
  const known = loaded.get(module);
  if (known) return known;
  const koffi = await import("koffi").catch((cause: unknown) => {
    throw new TokenError(
      "Speaking to a hardware module takes the optional package koffi, which is not installed: `npm install` brings it where it runs.",
      undefined,
      { cause },
    );
  });
  const bound = bind(koffi.default, module);
  loaded.set(module, bound);
  return bound;
}

type Koffi = typeof import("koffi").default;

function bind(koffi: Koffi, module: string) {
  types ??= declareTypes(koffi);
  const { list: listType, ecdh } = types;
  let list: unknown[];
  try {
    const library = koffi.load(module);
    const getList = library.func("unsigned long C_GetFunctionList(_Out_ void **list)");
    const found: unknown[] = [null];
    if (getList(found) !== CKR_OK) throw new Error("it gives no list of functions");
    ({ list } = koffi.decode(found[0], listType));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TokenError(`${module} is no PKCS#11 library that can be loaded here: ${why}`, undefined, {
      cause,
    });
  }
  const calls = new Map<string, (...values: unknown[]) => number>();
  for (const [name, [place, parameters]] of Object.entries(FUNCTIONS)) {
    calls.set(name, koffi.decode(list[place], koffi.proto(`unsigned long ${name}(${parameters})`)));
  }
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(koffi.sizeof("unsigned long"));
    koffi.encode(bytes, "unsigned long", value);
    return bytes;
  };
  const call: Call = (name, ...values) => {
    const run = calls.get(name);
    if (!run) throw new Error(`${name} is bound above`);
    return run(...values);
  };
  /** CK_ECDH1_DERIVE_PARAMS around another's public key. */
  const derivation = (other: Buffer) => {
    const pParameter = Buffer.alloc(koffi.sizeof(ecdh));
    koffi.encode(pParameter, ecdh, {
      kdf: CKD_NULL,
      ulSharedDataLen: 0,
      pSharedData: null,
      ulPublicDataLen: other.length,
      pPublicData: other,
    });
    return { pParameter, ulParameterLen: pParameter.length, other }; // kept, or the garbage collector may take it
  };
  return { call, number, derivation };
}

/** A name is declared once in a process. */
let types: ReturnType<typeof declareTypes> | undefined;

function declareTypes(koffi: Koffi) {
  koffi.struct("CK_ATTRIBUTE", { type: "unsigned long", pValue: "uint8_t *", ulValueLen: "unsigned long" });
  koffi.struct("CK_MECHANISM", {
    mechanism: "unsigned long",
    pParameter: "void *",
    ulParameterLen: "unsigned long",
  });
  return {
    ecdh: koffi.struct("CK_ECDH1_DERIVE_PARAMS", {
      kdf: "unsigned long",
      ulSharedDataLen: "unsigned long",
      pSharedData: "uint8_t *",
      ulPublicDataLen: "unsigned long",
      pPublicData: "uint8_t *",
    }),
    list: koffi.struct("CK_FUNCTION_LIST", { version: "uint16_t", list: koffi.array("void *", LIST_PLACES) }),
  };
}

function findSlot(call: Call, label: string): number {
  const slots = new Array<number>(64).fill(0);
  const count = [slots.length];
  if (call("C_GetSlotList", 1, slots, count) !== CKR_OK)
    throw new TokenError("The hardware module lists no slots.");
  for (const slot of slots.slice(0, Number(count[0]))) {
    const info = Buffer.alloc(512);
    if (call("C_GetTokenInfo", slot, info) !== CKR_OK) continue;
    if (info.toString("utf8", 0, 32).trimEnd() === label) return Number(slot);
  }
  throw new TokenError(`The hardware module has no token named “${label}”.`);
}
