#include "common.inc"
camera { right x * image_width / image_height location <0, 3.1, -6.2> look_at <0.1, 0.85, 0> angle 34 }
Sun(<-5, 9, -6>, 1.2)
light_source { <6, 5, -3> rgb 0.3 shadowless }
background { rgb <0.5, 0.42, 0.35> }
plane { y, 0 Wood(<0.55, 0.35, 0.2>) }
#declare Peel = texture {
  pigment { bozo scale 0.5 color_map { [0 rgb <0.95, 0.36, 0.01>] [1 rgb <1, 0.45, 0.03>] } }
  normal { bumps 0.25 scale 0.035 }
  finish { specular 0.35 roughness 0.03 diffuse 0.75 }
}
#macro Orange()
  union {
    sphere { 0, 1 scale <1, 0.95, 1> texture { Peel } }
    sphere { <0, 0.93, 0>, 0.07 scale <1, 1, 1> pigment { rgb <0.25, 0.3, 0.08> } }
  }
#end
object { Orange() rotate <-25, 0, 20> translate <-0.6, 0.95, 0.3> }
object { Orange() rotate <-40, 0, -30> scale 0.95 translate <1.25, 0.9, -0.2> }
// a half, cut face to the camera
union {
  difference { sphere { 0, 0.95 texture { Peel } } box { <-2, -2, -2>, <2, 2, 0> texture { pigment { rgb <1, 0.85, 0.6> } } } }
  cylinder { <0, 0, -0.005>, <0, 0, 0.01>, 0.86 texture {
    pigment { radial frequency 10 rotate x * 90 color_map { [0 rgb <1, 0.85, 0.6>] [0.07 rgb <1, 0.55, 0.08>] [0.93 rgb <1, 0.5, 0.05>] [1 rgb <1, 0.85, 0.6>] } }
    normal { bumps 0.3 scale 0.06 } finish { specular 0.5 roughness 0.02 } } }
  rotate <32, 18, 0> translate <0.15, 0.72, -1.5>
}
