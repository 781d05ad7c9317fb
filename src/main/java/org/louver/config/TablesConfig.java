package org.louver.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.louver.refusal.Refusal;
import org.louver.table.InvalidTable;
import org.louver.table.TableDesign;

/** Reads {@code tables = [ { name = "t1", by = [region, { variable = month, levels = [quarter] }] } ]}. */
public final class TablesConfig {
    private TablesConfig() {}

    /**
     * The tables in the order of the file; at least one.
     *
     * @throws Refusal exit 2 with file, line and remedy
     */
    public static List<TableDesign> read(Section root) {
        List<TableDesign> tables =
                root.sections("tables").stream().map(TablesConfig::table).toList();
        if (tables.isEmpty()) {
            throw root.refusal("tables", "is empty", "declare at least one table");
        }
        Set<String> names = new HashSet<>();
        for (TableDesign table : tables) {
            if (!names.add(table.name())) {
                throw root.refusal("tables", "names " + table.name() + " twice", "give every table its own name");
            }
        }
        return tables;
    }

    private static TableDesign table(Section section) {
        String name = section.text("name");
        try {
            TableDesign table = new TableDesign(name, section.list("by", value -> axis(section, value)));
            if (table.axes().isEmpty()) {
                throw section.refusal("by", "of table " + name + " is empty", "name at least one variable");
            }
            section.refuseUnknownKeys();
            return table;
        } catch (InvalidTable invalid) {
            throw section.refusal("by", "is wrong: " + invalid.problem(), invalid.remedy());
        }
    }

    private static TableDesign.Axis axis(Section section, ConfigValue value) {
        if (value instanceof ConfigObject object) {
            Section axis = section.sectionOf("by", object);
            TableDesign.Axis read = new TableDesign.Axis(axis.text("variable"), axis.texts("levels", List.of()));
            if (axis.has("levels") && read.levels().isEmpty()) {
                throw axis.refusal(
                        "levels",
                        "of " + read.variable() + " is empty",
                        "name the levels that the table shows, or leave levels out for all of them");
            }
            axis.refuseUnknownKeys();
            return read;
        }
        if (value.valueType() == ConfigValueType.LIST) {
            throw section.refusal(
                    "by", "holds a list", "write names of variables, or { variable = name, levels = [level] }");
        }
        return new TableDesign.Axis(String.valueOf(value.unwrapped()), List.of());
    }
}
