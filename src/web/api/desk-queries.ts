import { type InvalidateOptions, type InvalidateQueryFilters, QueryClient } from "@tanstack/react-query";

/**
 * What the desk has asked the server. What changed while it was asked for the first time is asked for again: the
 * library would take that first answer, which may be of before the change, for the newest.
 */
export class DeskQueries extends QueryClient {
  override async invalidateQueries(
    filters?: InvalidateQueryFilters,
    options?: InvalidateOptions,
  ): Promise<void> {
    const underWay = this.getQueryCache()
      .findAll(filters)
      .filter(({ state }) => state.data === undefined && state.fetchStatus === "fetching")
      .map(({ promise }) => promise);
    await super.invalidateQueries(filters, options);
    if (underWay.length === 0) return;
    await Promise.allSettled(underWay);
    await super.invalidateQueries(filters, options);
  }
}
