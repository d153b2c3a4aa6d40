/** Which page numbers a list shows: the first, the last, the open one and its neighbours; null stands for a gap. */
export function pageNumbers(page: number, last: number): (number | null)[] {
  const shown = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last).sort((a, b) => a - b)
  return shown.flatMap((n, i) => {
    const gap = n - (shown[i - 1] ?? n - 1)
    return gap === 1 ? [n] : gap === 2 ? [n - 1, n] : [null, n]
  })
}
