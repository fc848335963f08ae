/* Prints every event of the calendar on standard input, one field a line, times in s since the epoch (UTC).
 * The zone must be defined in the file: libical's own zone data is put out of reach. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

static void print_text(const char *name, const char *text)
{
    printf("%s ", name);
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '\n')
            fputs("\\n", stdout);
        else if (*text == '\\')
            fputs("\\\\", stdout);
        else
            putchar(*text);
    }
    putchar('\n');
}

static void print_time(icalcomponent *calendar, const char *name, icalproperty *property)
{
    struct icaltimetype time = icalvalue_get_datetime(icalproperty_get_value(property));
    icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    if (tzid == NULL && !icaltime_is_utc(time)) {
        printf("%s floating %s\n", name, icaltime_as_ical_string(time));
        return;
    }
    if (tzid != NULL) {
        icaltimezone *zone = icalcomponent_get_timezone(calendar, icalparameter_get_tzid(tzid));
        if (zone == NULL)
            fail("no VTIMEZONE for a TZID");
        printf("%s instant %lld\n", name, (long long)icaltime_as_timet_with_zone(time, zone));
        return;
    }
    printf("%s instant %lld\n", name, (long long)icaltime_as_timet(time));
}

int main(void)
{
    static char text[16 * 1024 * 1024];
    size_t length = fread(text, 1, sizeof text - 1, stdin);
    text[length] = '\0';
    set_zone_directory("/nonexistent");
    icaltimezone_set_builtin_tzdata(1);

    icalcomponent *calendar = icalparser_parse_string(text);
    if (calendar == NULL)
        fail("not a calendar");
    if (icalcomponent_count_errors(calendar) != 0)
        fail(icalcomponent_as_ical_string(calendar));
    if (!icalrestriction_check(calendar))
        fail(icalcomponent_as_ical_string(calendar));

    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event != NULL;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        print_text("uid", icalcomponent_get_uid(event));
        print_text("summary", icalcomponent_get_summary(event));
        print_text("description", icalcomponent_get_description(event));
        for (icalproperty *property = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY);
             property != NULL; property = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY))
            print_text("categories", icalproperty_get_categories(property));
        print_time(calendar, "start", icalcomponent_get_first_property(event, ICAL_DTSTART_PROPERTY));
        print_time(calendar, "end", icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY));
    }
    icalcomponent_free(calendar);
    return 0;
}
