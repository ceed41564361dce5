/**
 * The owner's connection as another login. Written as parameters: an address of a Unix socket has no place for a user,
 * and one named in the parameters would go before it.
 */
export function withLogin(ownerUrl: string, login: string, password: string): string {
  const changed = new URL(ownerUrl);
  changed.username = "";
  changed.password = "";
  changed.searchParams.set("user", login);
  changed.searchParams.set("password", password);
  return changed.href;
}
