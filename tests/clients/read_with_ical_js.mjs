// Prints every event of the calendar on standard input as JSON, times in s since the epoch (UTC).
// ical.js brings no time zone data: a zone not defined in the file itself is an error here.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf-8")));
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

function told(component, name) {
  const property = component.getFirstProperty(name);
  const tzid = property.getParameter("tzid");
  const time = property.getFirstValue();
  if (tzid !== undefined) {
    const zone = ICAL.TimezoneService.get(tzid);
    if (zone === undefined) throw new Error(`no VTIMEZONE for ${tzid}`);
    time.zone = zone;
  } else if (time.zone === ICAL.Timezone.localTimezone) {
    return { floating: time.toString() };
  }
  return { instant: time.toUnixTime() };
}

const events = calendar.getAllSubcomponents("vevent").map((component) => ({
  uid: component.getFirstPropertyValue("uid"),
  summary: component.getFirstPropertyValue("summary"),
  description: component.getFirstPropertyValue("description"),
  categories: component.getFirstProperty("categories").getValues(),
  start: told(component, "dtstart"),
  end: told(component, "dtend"),
}));
process.stdout.write(JSON.stringify(events));
