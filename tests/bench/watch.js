// Notes the largest paint (ms), layout shift, and how long the page could not answer (ms over 50 of each task).
window.seen = { paint: 0, shift: 0, blocked: 0 }
const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type, buffered: true })
watch('largest-contentful-paint', entry => { window.seen.paint = entry.startTime })
watch('layout-shift', entry => { if (!entry.hadRecentInput) window.seen.shift += entry.value })
watch('longtask', entry => { window.seen.blocked += Math.max(0, entry.duration - 50) })
