import { createServer } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * What the house says of its own machinery, in Prometheus' text form. Nothing here counts people: no number by agency,
 * case or route, since how often a first letter is written, or a consent is taken back, is a count about people. How
 * long the requests of a route took is shown once there were enough of them, without saying how many.
 */
export interface Metrics {
  /** A value that is asked for at each scrape; `null` leaves it out. */
  gauge(name: string, help: string, read: () => readonly Sample[] | number | null): void;
  /** One request: how long its route took, in seconds, and how it ended. */
  observe(route: string, seconds: number, status: number): void;
  /** The whole page. */
  render(): string;
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Requests of a route that are remembered, and how many there must be before anything is said of them. */
const REMEMBERED = 512;
const REQUESTS_MIN = 20;
const QUANTILES = [0.5, 0.95, 0.99] as const;

/** The parts in which a person speaks for themself are one, so that not even the use of a single act shows. */
const GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/(door|my-file|words)(\/|$)/, "the person's own"],
  [/^\/api\/cases\/:id\//, "a case"],
];

export function createMetrics(version: string): Metrics {
  const gauges: { name: string; help: string; read: () => readonly Sample[] | number | null }[] = [];
  const durations = new Map<string, { seconds: Float64Array; count: number }>();
  const statuses = new Map<string, number>();
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const metrics: Metrics = {
    gauge: (name, help, read) => void gauges.push({ name, help, read }),
    observe: (route, seconds, status) => {
      const group = GROUPS.find(([pattern]) => pattern.test(route))?.[1] ?? route;
      const known = durations.get(group) ?? { seconds: new Float64Array(REMEMBERED), count: 0 };
      known.seconds[known.count % REMEMBERED] = seconds;
      known.count += 1;
      durations.set(group, known);
      const kind = `${Math.floor(status / 100)}xx`;
      statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
    },
    render: () =>
      [
        ...gauges.flatMap(({ name, help, read }) => family(name, help, "gauge", toSamples(read()))),
        ...family(
          "leeward_http_responses_total",
          "Answers by the first digit of their status, all routes together",
          "counter",
          [...statuses].map(([status, value]) => ({ labels: { status }, value })),
        ),
        ...family(
          "leeward_http_request_seconds",
          `Time of the last ${REMEMBERED} requests of a route, where there were ${REQUESTS_MIN}`,
          "gauge",
          [...durations].flatMap(([route, { seconds, count }]) => quantiles(route, seconds, count)),
        ),
        "",
      ].join("\n"),
  };
  metrics.gauge("leeward_build_info", "The version that runs", () => [{ labels: { version }, value: 1 }]);
  metrics.gauge("process_resident_memory_bytes", "Memory of this process", () => process.memoryUsage.rss());
  metrics.gauge("process_uptime_seconds", "How long this process runs", () => process.uptime());
  metrics.gauge(
    "leeward_event_loop_delay_seconds",
    "How late timers came, 99th percentile since the last look",
    () => {
      const seconds = loop.percentile(99) / 1e9;
      loop.reset();
      return Number.isFinite(seconds) ? seconds : 0;
    },
  );
  return metrics;
}

const toSamples = (read: readonly Sample[] | number | null): readonly Sample[] =>
  read === null ? [] : typeof read === "number" ? [{ labels: {}, value: read }] : read;

function quantiles(route: string, seconds: Float64Array, count: number): Sample[] {
  if (count < REQUESTS_MIN) return [];
  const sorted = seconds.slice(0, Math.min(count, REMEMBERED)).sort();
  return QUANTILES.map((quantile) => ({
    labels: { route, quantile: String(quantile) },
    value: sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? 0,
  }));
}

function family(name: string, help: string, type: "gauge" | "counter", samples: readonly Sample[]): string[] {
  if (samples.length === 0) return [];
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(({ labels, value }) => {
      const inside = Object.entries(labels)
        .map(([label, text]) => `${label}="${text.replaceAll(/[\\"\n]/g, "_")}"`)
        .join(",");
      return `${name}${inside ? `{${inside}}` : ""} ${value}`;
    }),
  ];
}

/** Serves the page to this machine alone, on a port of its own: no proxy passes it on by mistake. */
export async function serveMetrics(metrics: Metrics, port: number): Promise<{ stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const isPage = request.method === "GET" && request.url === "/metrics";
    response.writeHead(isPage ? 200 : 404, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    response.end(isPage ? metrics.render() : "");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: "127.0.0.1" }, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
