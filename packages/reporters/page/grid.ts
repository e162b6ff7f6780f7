/**
 * Arrow keys in a table, as WAI-ARIA's pattern for grids has them: one cell is in the order of the Tab key, arrows, Home,
 * End and the Page keys move from it, Enter, Space and a click open one.
 */
export interface Grid {
  start(): void;
}

export interface GridEvents {
  readonly activate: (cell: HTMLElement) => void;
  /** Called before the last row is gone to. */
  readonly renderAll: () => void;
}

/** So many rows a Page key moves by. */
const page = 12;

export function makeGrid(table: HTMLTableElement, events: GridEvents): Grid {
  let current: HTMLElement | undefined;
  const choose = (cell: HTMLElement): void => {
    if (current) current.tabIndex = -1;
    current = cell;
    cell.tabIndex = 0;
  };
  const rows = (): readonly HTMLTableRowElement[] => Array.from(table.rows).filter((row) => row.className !== 'file');
  const focus = (row: HTMLTableRowElement | undefined, at: number): void => {
    const cell = row?.cells[Math.max(0, Math.min(at, row.cells.length - 1))];
    if (!cell) return;
    choose(cell);
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const move = (cell: HTMLTableCellElement, key: string, whole: boolean): boolean => {
    const row = cell.parentElement as HTMLTableRowElement;
    const at = cell.cellIndex;
    if (key === 'ArrowLeft') focus(row, at - 1);
    else if (key === 'ArrowRight') focus(row, at + 1);
    else if (key === 'Home') focus(whole ? rows()[0] : row, 0);
    else if (key === 'End' && !whole) focus(row, row.cells.length);
    else if (key === 'End') {
      events.renderAll();
      const all = rows();
      focus(all.at(-1), all.at(-1)?.cells.length ?? 0);
    } else {
      const by = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[key];
      if (by === undefined) return false;
      const all = rows();
      focus(all[Math.max(0, Math.min(all.indexOf(row) + by, all.length - 1))], at);
    }
    return true;
  };
  table.addEventListener('keydown', (event) => {
    const cell = cellOf(event.target);
    if (!cell || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') events.activate(cell);
    else if (!move(cell, event.key, event.ctrlKey)) return;
    event.preventDefault();
  });
  table.addEventListener('click', (event) => {
    const cell = cellOf(event.target);
    if (!cell) return;
    choose(cell);
    cell.focus();
    events.activate(cell);
  });
  table.addEventListener('focusin', (event) => {
    const cell = cellOf(event.target);
    if (cell) choose(cell);
  });
  return {
    start() {
      const cell = rows()[1]?.cells[1] ?? rows()[0]?.cells[0];
      if (cell) choose(cell);
    },
  };
}

function cellOf(target: EventTarget | null): HTMLTableCellElement | undefined {
  const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('th[tabindex], td') : null;
  return cell ?? undefined;
}
