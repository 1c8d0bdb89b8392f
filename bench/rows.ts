/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The most it may be, where the project promises one. */
  readonly limit?: number;
}

/** Rows as a table of Markdown. */
export function rowsTable(rows: readonly Row[]): string {
  const lines = rows.map(({ what, value, unit, limit }) => {
    const promised = limit === undefined ? "" : `<= ${String(limit)} ${unit}${value <= limit ? "" : " MISSED"}`;
    return `| ${what} | ${value.toFixed(unit === "" ? 0 : 2)} ${unit} | ${promised} |`;
  });
  return ["| what | measured | promised |", "|---|---|---|", ...lines].join("\n");
}
