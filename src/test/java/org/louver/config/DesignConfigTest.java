package org.louver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.louver.refusal.ExitCode;
import org.louver.refusal.Refusal;

class DesignConfigTest {
    @Test
    void tables_withoutAnyVariableDeclared_areOfColumnsUnderATotal(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("design.conf"),
                "tables = [ { name = t, by = [race, sex] } ]\nrules = { minimum-frequency = 5 }\n");

        DesignConfig design = DesignConfig.load(file, Map.of());

        assertThat(design.variables()).containsOnlyKeys("race", "sex");
        assertThat(design.variables().values())
                .allSatisfy(variable -> assertThat(variable.hierarchies())
                        .containsExactly(new DesignConfig.Columns(List.of(variable.name()))));
    }

    private static void refuses(Path folder, String design, String... said) throws IOException {
        Path file = Files.writeString(folder.resolve("design.conf"), design);

        assertThatThrownBy(() -> DesignConfig.load(file, Map.of())).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
            assertThat(refusal.line()).contains("design.conf:").contains(said);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        []                                         | tables.by of table t is empty
        [sex, { variable = region, levels = [] }]  | tables.by.levels of region is empty
        """)
    void list_thatNamesNothing_isRefused(String by, String said, @TempDir Path folder) throws IOException {
        refuses(folder, "tables = [ { name = t, by = " + by + " } ]\nrules = { minimum-frequency = 5 }\n", said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "value", "status", "lower", "upper", "verdict"})
    void variable_calledLikeAColumnOfTheResults_isRefused(String name, @TempDir Path folder) throws IOException {
        String tables = "tables = [ { name = t, by = [sex, " + name + "] } ]\nrules = { minimum-frequency = 5 }\n";
        String remedy = "give it another name: variables { " + name + "_code { column = " + name + " } }";

        refuses(folder, tables, "tables: variable " + name + " is called like a column of the results", remedy);
        refuses(
                folder,
                "variables { " + name + " { column = c } }\n" + tables,
                "variables." + name + " is called",
                remedy);
    }

    @Test
    void variable_withAnotherNameForSuchAColumn_isRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("design.conf"),
                "variables { state { column = status } }\ntables = [ { name = t, by = [state] } ]\n");

        assertThat(DesignConfig.load(file, Map.of()).variables().values())
                .singleElement()
                .satisfies(variable -> assertThat(variable.column()).isEqualTo("status"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        rules.forced           | [ { region = A }, { regoin = A } ]
        rules.requests         | [ { regoin = A } ]
        rules.structural-zeros | [ { region = A, regoin = [A, B] } ]
        rules.homogeneity      | [ { variable = regoin } ]
        protection.weights     | [ { cells { regoin = A }, weight = 2 } ]
        """)
    void cells_ofAVariableThatNoTableHas_areRefusedWithThoseThereAre(String key, String cells, @TempDir Path folder)
            throws IOException {
        refuses(
                folder,
                "tables = [ { name = t, by = [region, sex] } ]\n" + key + " = " + cells + "\n",
                "design.conf:2: " + key + " names a variable that no table has: regoin — there are region, sex");
    }
}
