/**
 * How fast a synthetic population is made: a million people with families, contacts and consents. The limit is the same objects made by
 * JSON.parse, the fastest way in which JavaScript makes them from nothing but text. Run: bin/node bench/population.ts [migrants]
 */
import { generatePopulation } from '#modules/register/demo/index.ts'

const migrants = Number(process.argv[2] ?? 1_000_000)

let sample = ''
for (const household of generatePopulation({ seed: 'sample', migrants: 20_000, today: '2026-11-24' })) sample += `${sample === '' ? '' : ','}${JSON.stringify(household)}`
sample = `[${sample}]`

const began = process.cpuUsage()
let made = 0
for (const household of generatePopulation({ seed: 'bench', migrants, today: '2026-11-24' })) made += household.migrants.length
const used = process.cpuUsage(began)
const seconds = (used.user + used.system) / 1e6

const beganLimit = process.cpuUsage()
for (let turn = 0; turn < 10; turn++) JSON.parse(sample)
const usedLimit = process.cpuUsage(beganLimit)
const limit = (usedLimit.user + usedLimit.system) / 1e6 * (made / 200_000)

process.stdout.write(`${made} people in ${seconds.toFixed(1)} s of CPU, ${Math.round(made / seconds)} a second; JSON.parse of as many ${limit.toFixed(1)} s; ratio ${(limit / seconds).toFixed(2)}; peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`)
