/** Items that are put on the page a few at a time, as their end comes into sight. */
export interface Steps {
  /** Puts the first few. */
  start(): void;
  /** Puts all that are left. */
  all(): void;
}

const watched = new WeakMap<HTMLElement, IntersectionObserver>();

/** @param end the element behind the last item; while it is in sight, more items are put */
export function renderInSteps<Item>(
  items: readonly Item[],
  step: number,
  end: HTMLElement,
  put: (item: Item, at: number) => void,
): Steps {
  let done = 0;
  const more = (count: number): void => {
    for (const item of items.slice(done, done + count)) put(item, done++);
    end.hidden = done >= items.length;
  };
  watched.get(end)?.disconnect();
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      more(step);
      // The observer tells of changes only: what is still in sight has to be asked again.
      observer.unobserve(end);
      if (done < items.length) observer.observe(end);
    },
    { root: end.closest('#scroller'), rootMargin: '800px' },
  );
  watched.set(end, observer);
  return {
    start() {
      more(step);
      if (done < items.length) observer.observe(end);
    },
    all() {
      more(items.length);
    },
  };
}
