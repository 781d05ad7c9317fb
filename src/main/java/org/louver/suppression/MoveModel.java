package org.louver.suppression;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;

/**
 * The moves of all classes as a linear model for GLOP: two columns for each class, how far it goes up and how far it goes down, in one
 * balance for each relation. Nothing can move and nothing costs anything until whoever holds the model says so. Not for sharing between
 * threads.
 */
final class MoveModel {
    static {
        Loader.loadNativeLibraries();
    }

    final MPSolver solver = MPSolver.createSolver("GLOP");
    final MPObjective objective = solver.objective();
    final MPVariable[] up;
    final MPVariable[] down;

    /** @param parameters of GLOP, in its text format */
    MoveModel(MovableCells problem, String parameters) {
        solver.setSolverSpecificParametersAsString(parameters);
        objective.setMinimization();
        up = new MPVariable[problem.count];
        down = new MPVariable[problem.count];
        for (int c = 0; c < problem.count; c++) {
            up[c] = solver.makeNumVar(0, 0, "");
            down[c] = solver.makeNumVar(0, 0, "");
        }
        for (int row = 0; row < problem.term.length; row++) {
            MPConstraint balance = solver.makeConstraint(0, 0, "");
            for (int k = 0; k < problem.term[row].length; k++) {
                int c = problem.term[row][k];
                balance.setCoefficient(up[c], problem.sign[row][k]);
                balance.setCoefficient(down[c], -problem.sign[row][k]);
            }
        }
    }

    /** How far the class goes in the last solution. */
    double moveOf(int c) {
        return up[c].solutionValue() - down[c].solutionValue();
    }
}
