import type { Disk } from "../files/disk.ts";

/** Thrown by every operation once the power is gone. */
export class PowerLost extends Error {}

/** Chooses among `count` ways, 0 to `count` - 1. */
export type Choose = (count: number) => number;

type FileNode = { bytes: Uint8Array; isSynced: boolean };
type NameChange = (durable: Names) => void;
type Names = { files: Map<string, FileNode>; folders: Set<string> };

/**
 * A disk in memory that can lose power before any operation, and then keeps only what POSIX promises: the bytes of
 * synced files, and the names of synced folders. Of the rest any part may survive: a file's beginning with noise
 * behind it, one new name without the other. No real disk is known to be that unkind.
 */
export class ModelDisk implements Disk {
  readonly #live: Names;
  readonly #durable: Names;
  /** by folder: what was done to its names since it was last synced */
  readonly #pending = new Map<string, NameChange[]>();
  readonly #choose: Choose;
  #operationsLeft: number;
  /** operations so far, so that a test can pick a moment */
  operations = 0;

  constructor(choose: Choose, operationsLeft = Number.POSITIVE_INFINITY, names?: Names) {
    this.#choose = choose;
    this.#operationsLeft = operationsLeft;
    this.#live = names ?? { files: new Map(), folders: new Set([""]) };
    this.#durable = { files: new Map(this.#live.files), folders: new Set(this.#live.folders) };
  }

  /** The disk as it is found when the power is back, to lose it again after `operationsLeft`. */
  restart(operationsLeft = Number.POSITIVE_INFINITY): ModelDisk {
    for (const changes of this.#pending.values()) {
      for (const change of changes) if (this.#choose(2) === 1) change(this.#durable);
    }
    const files = new Map<string, FileNode>();
    for (const [path, file] of this.#durable.files) {
      if (!this.#isReachable(path)) continue;
      files.set(path, { bytes: file.isSynced ? file.bytes : this.#tear(file.bytes), isSynced: true });
    }
    const folders = new Set([...this.#durable.folders].filter((folder) => this.#isReachable(folder)));
    return new ModelDisk(this.#choose, operationsLeft, { files, folders });
  }

  /** Stops failing, without a loss: as after a kill, where the system goes on and all that was done stays. */
  afterKill(): ModelDisk {
    const files = new Map(
      [...this.#live.files].map(([path, { bytes }]) => [path, { bytes, isSynced: true }]),
    );
    return new ModelDisk(this.#choose, Number.POSITIVE_INFINITY, {
      files,
      folders: new Set(this.#live.folders),
    });
  }

  /** Every file as it is now; the arrays are the disk's own, for a test to tamper with. */
  get files(): Map<string, Uint8Array> {
    return new Map([...this.#live.files].map(([path, { bytes }]) => [path, bytes]));
  }

  /** Puts a file on the disk as an intruder would, or takes it away. */
  tamper(path: string, bytes: Uint8Array | null): void {
    if (bytes === null) this.#live.files.delete(path);
    else this.#live.files.set(path, { bytes, isSynced: true });
    for (let folder = parentOf(path); !this.#live.folders.has(folder); folder = parentOf(folder)) {
      this.#live.folders.add(folder);
    }
  }

  async read(path: string): Promise<Uint8Array | null> {
    await this.#tick();
    return this.#live.files.get(path)?.bytes.slice() ?? null;
  }

  async list(path: string): Promise<string[]> {
    await this.#tick();
    const prefix = path === "" ? "" : `${path}/`;
    const names = new Set<string>();
    for (const file of this.#live.files.keys()) {
      if (file.startsWith(prefix)) names.add(file.slice(prefix.length).replace(/\/.*/, "/"));
    }
    for (const folder of this.#live.folders) {
      if (folder !== "" && folder.startsWith(prefix) && folder !== path) {
        names.add(`${folder.slice(prefix.length).replace(/\/.*/, "")}/`);
      }
    }
    return [...names];
  }

  async writeSynced(path: string, bytes: Uint8Array): Promise<void> {
    await this.#tick();
    this.#ensureFolder(path);
    // Meanwhile whoever looks sees a part of it; a kill may leave that part.
    const file: FileNode = { bytes: bytes.slice(0, this.#choose(bytes.length + 1)), isSynced: false };
    this.#live.files.set(path, file);
    this.#change(path, ({ files }) => files.set(path, file));
    await this.#tick();
    file.bytes = bytes.slice();
    file.isSynced = true;
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#tick();
    const file = this.#live.files.get(from);
    if (file === undefined) throw new Error(`rename of ${from}: no such file`);
    this.#change(to, ({ files }) => {
      files.delete(from);
      files.set(to, file);
    });
    this.#live.files.delete(from);
    this.#live.files.set(to, file);
  }

  async makeFolder(path: string): Promise<void> {
    await this.#tick();
    this.#ensureFolder(path);
    if (this.#live.folders.has(path)) return;
    this.#live.folders.add(path);
    this.#change(path, ({ folders }) => folders.add(path));
  }

  async remove(path: string): Promise<void> {
    await this.#tick();
    const gone = ({ files, folders }: Names): void => {
      for (const each of [...files.keys()])
        if (each === path || each.startsWith(`${path}/`)) files.delete(each);
      for (const each of [...folders]) if (each === path || each.startsWith(`${path}/`)) folders.delete(each);
    };
    gone(this.#live);
    this.#change(path, gone);
  }

  async syncFolder(path: string): Promise<void> {
    await this.#tick();
    if (!this.#live.folders.has(path)) throw new Error(`sync of ${path}: no such folder`);
    for (const change of this.#pending.get(path) ?? []) change(this.#durable);
    this.#pending.delete(path);
  }

  async #tick(): Promise<void> {
    // Lets operations that run at once take turns, as on a real disk.
    await null;
    if (this.#operationsLeft <= 0) throw new PowerLost("the power is gone");
    this.#operationsLeft--;
    this.operations++;
  }

  #change(path: string, change: NameChange): void {
    const folder = parentOf(path);
    this.#pending.set(folder, [...(this.#pending.get(folder) ?? []), change]);
  }

  #ensureFolder(path: string): void {
    if (!this.#live.folders.has(parentOf(path))) throw new Error(`${path}: its folder does not exist`);
  }

  #isReachable(path: string): boolean {
    const parent = parentOf(path);
    return path === "" || (this.#durable.folders.has(parent) && this.#isReachable(parent));
  }

  #tear(bytes: Uint8Array): Uint8Array {
    const torn = bytes.slice(0, this.#choose(bytes.length + 1));
    // Some file systems leave zeros, or an older file's bytes, where data did not arrive.
    return this.#choose(2) === 1
      ? torn
      : Uint8Array.from(bytes, (byte, index) => (index < torn.length ? byte : 0));
  }
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
