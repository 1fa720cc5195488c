// Resave.java -- opens a TIFF in ImageJ, prints what it takes it for, and saves it again: IN OUT
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import java.io.File;

class Resave {
    public static void main(String[] args) {
        File in = new File(args[0]).getAbsoluteFile();
        ImagePlus image = new Opener().openTiff(in.getParent() + "/", in.getName());
        Calibration c = image.getCalibration();
        System.out.println("c=" + image.getNChannels() + " z=" + image.getNSlices() + " t=" + image.getNFrames()
            + " pixel=" + (float) c.pixelWidth
            + " " + c.getUnit() + " depth=" + (float) c.pixelDepth + " " + c.getZUnit());
        for (int i = 1; i <= image.getStackSize(); i++)
            System.out.println(image.getStack().getSliceLabel(i) + "\t" + image.getStack().getProcessor(i).getf(0, 0));
        FileSaver saver = new FileSaver(image);
        if (image.getStackSize() > 1)
            saver.saveAsTiffStack(args[1]);
        else
            saver.saveAsTiff(args[1]);
    }
}
