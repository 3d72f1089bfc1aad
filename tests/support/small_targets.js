// What somebody has to hit on a young person's page and that is smaller than `least` pixels either way.
// A choice is hit by its box or its label; a link in the middle of a sentence is as high as its line.
least => {
  const boxOf = e => {
    const boxes = [e, ...(['radio', 'checkbox'].includes(e.type) ? e.labels : [])].map(one => one.getBoundingClientRect())
    const [left, top] = [Math.min(...boxes.map(b => b.left)), Math.min(...boxes.map(b => b.top))]
    const [right, bottom] = [Math.max(...boxes.map(b => b.right)), Math.max(...boxes.map(b => b.bottom))]
    return { width: right - left, height: bottom - top, right, bottom }
  }
  return [...document.querySelectorAll('body.young :is(a, button, input:not([type=hidden]))')]
    .filter(e => !e.closest('[aria-hidden=true]'))
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && getComputedStyle(e).display !== 'inline')
    .map(e => [e, boxOf(e)])
    .filter(([, box]) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0)
    .filter(([, box]) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)
}
