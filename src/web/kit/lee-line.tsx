/**
 * Rough water comes in, calm goes out: the house's one drawing. At the door, on public pages and in empty states;
 * once a page.
 *
 * @param lengthPx of the drawing's own units, 100 to 600; it stretches to the room it has
 */
export function LeeLine({ lengthPx = 200 }: { lengthPx?: number }) {
  return (
    <svg className="leeline" viewBox={`0 0 ${lengthPx} 26`} aria-hidden="true">
      <path d={calmingWave(lengthPx)} />
    </svg>
  );
}

const MIDDLE = 13;
const HEIGHT = 11;
const WAVE_PX = 23;

/** A wave whose height falls to a third over each third of its way. */
function calmingWave(lengthPx: number): string {
  const points: string[] = [];
  for (let x = 1; x < lengthPx; x += 2) {
    const height = HEIGHT * Math.exp(-x / (0.3 * lengthPx));
    points.push(`${x} ${(MIDDLE - height * Math.sin((2 * Math.PI * x) / WAVE_PX)).toFixed(1)}`);
  }
  return `M${points.join("L")}`;
}

/** The mark of the house: a shelter over a wave that calms. It never turns. */
export function Mark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 20c2.2-3.6 4.4-3.6 6.2 0 1.6 3 3.3 2.5 4.8.6 1.5-1.8 3-.6 5-.6H28" />
      <path d="M9 11.5C11 6.5 16 4 21 5.5c4 1.2 6.5 4.5 7 9" />
    </svg>
  );
}
